//! Every number of the figures leads to a list of exactly as many questions.

use axum::http::StatusCode;
use jiff::SignedDuration;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};
use crate::support::Client;

/// The addresses of lists on a page with what their links say.
fn links(body: &str) -> Vec<(String, String)> {
    let mut links = Vec::new();
    for part in body.split("<a href=\"").skip(1) {
        let (address, rest) = part.split_once('"').unwrap();
        if address.starts_with("/figures/conversations") {
            let text = rest.split_once('>').unwrap().1.split('<').next().unwrap();
            links.push((
                address.replace("&#38;", "&").replace("&amp;", "&"),
                text.to_owned(),
            ));
        }
    }
    links
}

async fn count(client: &Client, address: &str) -> usize {
    let page = client.get(address).await;
    assert_eq!(page.status, StatusCode::OK, "{address}: {}", page.body);
    let count = page.body.split("data-count=\"").nth(1).unwrap();
    let rows = page.body.matches("<th scope=\"row\">").count();
    let count: usize = count.split('"').next().unwrap().parse().unwrap();
    assert_eq!(count.min(50), rows, "{address}");
    count
}

both_databases! {
    async fn each_number_has_as_many_questions_behind_it(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        scene.test.wait(SignedDuration::from_hours(2));
        let page = scene.maja.get(&path).await;
        let answered = submit(&scene.maja, &page, &format!("{path}/messages"), &[("text", "Na poti.")]).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
        scene.test.wait(SignedDuration::from_hours(1));
        let page = scene.ana.get(&path).await;
        let again = submit(&scene.ana, &page, &format!("{path}/messages"), &[("text", "In kdaj pride?")]).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER, "{}", again.body);
        assert!(location(&again).starts_with(&path));
        scene.test.wait(SignedDuration::from_hours(2));

        let figures = scene.maja.get("/figures?weeks=12").await;
        shows(&figures, &["Waiting now", "100 %", "2 hours"]);
        let links = links(&figures.body);
        assert!(links.len() > 8, "{links:?}");
        for (address, text) in &links {
            let behind = count(&scene.maja, address).await;
            assert!(behind > 0, "{address}");
            // Of a bar or cell the number is in its label; of a table's cell it is the text itself.
            if let Ok(said) = text.parse::<usize>() {
                assert_eq!(said, behind, "{address}");
            }
        }
        assert_eq!(count(&scene.maja, "/figures/conversations?weeks=12&kind=received").await, 2);
        assert_eq!(count(&scene.maja, "/figures/conversations?weeks=12&kind=received&weekday=0&hour=10").await, 1);
        assert_eq!(count(&scene.maja, "/figures/conversations?weeks=12&kind=waiting&age=1").await, 1);

        // Of one person: what it answered, and what waits for it.
        assert_eq!(count(&scene.maja, "/figures/conversations?agent=maja&kind=answered").await, 1);
        assert_eq!(count(&scene.maja, "/figures/conversations?agent=luka&kind=answered").await, 0);
        hides(&scene.maja.get("/figures?agent=luka").await, &["100 %"]);
    }

    async fn figures_are_the_sellers_own(db: Db) {
        let scene = Scene::new(db).await;
        assert_eq!(scene.ana.get("/figures").await.status, StatusCode::FORBIDDEN);
        assert_eq!(scene.maja.get("/figures?seller=somebody-else").await.status, StatusCode::NOT_FOUND);
        assert_eq!(scene.moderator.get("/figures?seller=studio-nova").await.status, StatusCode::OK);
        for bad in ["kind=x", "kind=late&week=monday", "kind=late&weekday=7", "kind=waiting&age=-1", "agent=a/b&kind=late"] {
            let answer = scene.maja.get(&format!("/figures/conversations?{bad}")).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{bad}");
        }
    }
}
