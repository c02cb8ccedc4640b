//! Who else is at a conversation.

use axum::http::StatusCode;
use jiff::SignedDuration;
use serde_json::{Value, json};
use store::{Db, both_databases};

use crate::api::World;
use crate::support::Client;

async fn texts(of: &Client, path: &str) -> Vec<String> {
    let answer = of.get(path).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let lines = answer.json();
    let lines = lines.as_array().unwrap().iter();
    lines
        .map(|line| line["text"].as_str().unwrap().to_owned())
        .collect()
}

both_databases! {
    async fn colleagues_see_who_is_there_and_buyers_do_not(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        let id = conversation.rsplit('/').next().unwrap();
        let path = format!("/conversations/{id}/presence");
        let mut bor = world.bor.follow("/live", None).await;
        let mut maja = world.maja.follow("/live", None).await;
        let mut eva = world.eva.follow("/live", None).await;
        for followed in [&mut bor, &mut maja, &mut eva] {
            followed.missed().await;
        }
        for (state, says) in [("looking", "Agent ana is looking at this conversation"), ("writing", "Agent ana is writing a reply")] {
            let told = world.ana.post_form(&path, &[("state", state)]).await;
            assert_eq!(told.status, StatusCode::NO_CONTENT, "{}", told.body);
            assert_eq!(texts(&world.bor, &path).await, [says]);
            assert_eq!(texts(&world.bor, "/presence").await, [says]);
            assert!(texts(&world.ana, &path).await.is_empty(), "one does not see oneself");
            let heard = bor.heard().await;
            assert_eq!(heard.len(), 1, "{heard:?}");
            assert_eq!((heard[0].event.as_str(), heard[0].id, &heard[0].data), ("presence", None, &json!({ "conversation": id })));
        }
        world.ana.post_form(&path, &[("state", "writing")]).await;
        assert!(bor.heard().await.is_empty(), "the same again is no news");
        assert!(maja.heard().await.is_empty() && eva.heard().await.is_empty());
        assert_eq!(world.maja.get(&path).await.status, StatusCode::FORBIDDEN);
        assert_eq!(world.eva.get(&path).await.status, StatusCode::NOT_FOUND);
        assert_eq!(world.eva.post_form(&path, &[("state", "looking")]).await.status, StatusCode::NOT_FOUND);
        assert!(texts(&world.eva, "/presence").await.is_empty());
    }

    async fn who_goes_or_falls_silent_is_not_there_any_more(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kje je paket?").await;
        let path = format!("/conversations/{}/presence", conversation.rsplit('/').next().unwrap());
        world.ana.post_form(&path, &[("state", "looking")]).await;
        world.moderator.post_form(&path, &[("state", "looking")]).await;
        assert_eq!(texts(&world.bor, &path).await.len(), 2);
        world.ana.post_form(&path, &[("state", "gone")]).await;
        assert_eq!(texts(&world.bor, &path).await, ["Tržnica is looking at this conversation"]);
        world.test.wait(SignedDuration::from_secs(31));
        assert!(texts(&world.bor, &path).await.is_empty());
        let wrong = world.ana.json(axum::http::Method::POST, &path, &Value::Null).await;
        assert!(wrong.status.is_client_error());
        let unknown = world.ana.post_form(&path, &[("state", "singing")]).await;
        assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
