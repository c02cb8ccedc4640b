//! Pages of lists, their filters and their counts.

use axum::http::StatusCode;
use jiff::SignedDuration;
use serde_json::json;
use store::{Db, both_databases};

use super::scene::{Scene, hides, shows, submit};

const ROWS: usize = 50;

both_databases! {
    async fn a_long_list_is_read_in_pages(db: Db) {
        let scene = Scene::new(db).await;
        let platform = scene.test.platform().await;
        for number in 0..ROWS + 3 {
            let listing = json!({ "title": format!("Listing {number:02}"), "available": true });
            platform.put(&format!("/api/v1/sellers/studio-nova/listings/P{number:02}"), &listing).await;
            let form = scene.ana.get(&format!("/ask?seller=studio-nova&listing=P{number:02}")).await;
            submit(&scene.ana, &form, "/conversations", &[("text", "Je na zalogi?")]).await;
            scene.test.wait(SignedDuration::from_secs(1));
        }
        for client in [&scene.ana, &scene.maja] {
            let mut path = "/conversations?tab=all".to_owned();
            let mut seen = Vec::new();
            loop {
                let page = client.get(&path).await;
                assert_eq!(page.status, StatusCode::OK);
                let titles = page.body.split("\">Listing ").skip(1).map(|rest| rest[..2].to_owned());
                seen.extend(titles);
                let next = page.body.split("<a class=\"button\" href=\"").find(|part| part.contains("rel=\"next\""));
                match next {
                    Some(next) => path = next.split('"').next().unwrap().replace("&#38;", "&"),
                    None => break,
                }
            }
            let newest_first: Vec<String> = (0..ROWS + 3).rev().map(|number| format!("{number:02}")).collect();
            assert_eq!(seen, newest_first);
        }
        assert_eq!(scene.ana.get("/conversations?after=x").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn filters_narrow_and_stay_in_the_form(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let all = "/conversations?tab=all";
        for fitting in ["order=W1", "find=ana", "find=W1", "from=2026-11-23", "to=2026-11-23", "order=W1&find=ana&agent="] {
            shows(&scene.maja.get(&format!("{all}&{fitting}")).await, &[&path]);
        }
        for other in ["order=W2", "find=bor", "find=W2", "from=2026-11-24", "to=2026-11-22", "agent=luka", "order=%22%3E%3Cb%3E"] {
            let page = scene.maja.get(&format!("{all}&{other}")).await;
            shows(&page, &["No conversation matches the filter."]);
            hides(&page, &[&path, "<b>"]);
        }
        shows(&scene.maja.get(&format!("{all}&order=W1&from=2026-11-23")).await, &["value=\"W1\"", "value=\"2026-11-23\""]);
        assert_eq!(scene.maja.get(&format!("{all}&from=soon")).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
}
