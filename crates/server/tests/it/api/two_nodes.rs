//! People who act at the same time on two nodes: one is faster, and the other is told so.

use rules::access::AgentRole;
use serde_json::{Value, json};
use store::testing::{contradictions, short_or_long};
use store::{Db, both_databases};

use super::World;
use super::sending_again::post;

async fn texts(world: &World, conversation: &str) -> Vec<String> {
    let path = format!("{conversation}/messages");
    let messages = world.ana.get(&path).await.json();
    let items = messages["items"].as_array().unwrap().iter();
    items
        .map(|item| item["text"].as_str().unwrap().to_owned())
        .collect()
}

both_databases! {
    async fn of_two_agents_who_answer_at_once_one_learns_of_the_other(db: Db) {
        let world = World::new(db.clone()).await;
        let there = world.bor.at(&world.test.second_node());
        for round in 0..short_or_long(5, 40) {
            let conversation = world.ask(&format!("Kdaj pride paket? {round}")).await;
            let read = texts(&world, &conversation).await.len().try_into().unwrap();
            let (first, second) = tokio::join!(
                world.ana.write(&conversation, "Jutri.", read),
                there.write(&conversation, "Danes.", read),
            );
            let mut answers = [&first, &second];
            answers.sort_by_key(|answer| answer.status);
            assert_eq!(answers[0].status, 201, "{} {}", first.body, second.body);
            assert_eq!(answers[1].problem(), "409 written_meanwhile");
            assert_eq!(texts(&world, &conversation).await.len(), usize::try_from(read).unwrap() + 1);
        }
        assert!(contradictions(&db).await.unwrap().is_empty());
    }

    async fn a_post_given_to_two_nodes_at_once_is_carried_out_once(db: Db) {
        let world = World::new(db.clone()).await;
        let there = world.maja.at(&world.test.second_node());
        let conversation = world.ask("Kdaj pride paket?").await;
        let path = format!("{conversation}/messages");
        for round in 0..short_or_long(5, 40) {
            let (key, text) = (format!("key-{round}"), format!("Je že na poti? {round}"));
            let body = json!({ "text": text, "last_read": 0, "insist": true });
            let (first, second) = tokio::join!(
                post(&world.maja, &path, &key, &body),
                post(&there, &path, &key, &body),
            );
            let answers = [first, second];
            let sent = answers.iter().filter(|answer| answer.status == 201);
            let sent: Vec<Value> = sent.map(|answer| answer.json()["message"]["id"].clone()).collect();
            assert!(!sent.is_empty() && sent.iter().all(|id| *id == sent[0]), "{answers:?}");
            let others = answers.iter().filter(|answer| answer.status != 201);
            others.for_each(|other| assert_eq!(other.problem(), "409 request_in_progress"));
            let again = post(&there, &path, &key, &body).await;
            assert_eq!(again.json()["message"]["id"], sent[0], "{}", again.body);
            let texts = texts(&world, &conversation).await;
            assert_eq!(texts.iter().filter(|found| **found == text).count(), 1, "{texts:?}");
        }
        assert!(contradictions(&db).await.unwrap().is_empty());
    }

    async fn a_buyer_who_asks_on_two_nodes_at_once_gets_one_conversation(db: Db) {
        let world = World::new(db.clone()).await;
        let other_node = world.test.second_node();
        for round in 0..short_or_long(5, 50) {
            let here = world.test.buyer(&format!("buyer-{round}")).await;
            let there = here.at(&other_node);
            let ask = |text: &str| json!({ "seller": "nova", "subject": { "kind": "listing", "id": "L1" }, "text": text });
            let (first, second) = (ask("Je na zalogi?"), ask("Kdaj ga lahko dobim?"));
            let (first, second) = tokio::join!(
                here.post("/api/v1/conversations", &first),
                there.post("/api/v1/conversations", &second),
            );
            assert_eq!((first.status.as_u16(), second.status.as_u16()), (201, 201), "{} {}", first.body, second.body);
            assert_eq!(first.json()["conversation"]["id"], second.json()["conversation"]["id"]);
        }
        assert!(contradictions(&db).await.unwrap().is_empty());
        let reader = world.test.agent_as("nova", "cene", AgentRole::ReadOnly).await;
        let listed = reader.get("/api/v1/conversations?limit=100").await.json();
        assert_eq!(listed["items"].as_array().unwrap().len(), short_or_long(5, 50));
    }
}
