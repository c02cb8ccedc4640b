//! Texts that want to be more than text.

use store::{Db, both_databases};

use super::scene::{Scene, hides, shows, submit};

const HOSTILE: &str = "<script>alert(1)</script> \"'><img src=x onerror=alert(1)> \u{202e}obrnjeno &amp; \
    javascript:alert(1) https://example.com/?a=1&b=\"x\" ";

both_databases! {
    async fn markup_stays_text_and_only_web_addresses_become_links(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked(HOSTILE).await;
        let note = scene.maja.get(&path).await;
        submit(&scene.maja, &note, &format!("{path}/notes"), &[("text", HOSTILE)]).await;
        for (client, page) in [(&scene.ana, "/conversations"), (&scene.ana, path.as_str()), (&scene.maja, "/conversations"), (&scene.maja, &path)] {
            let page = client.get(page).await;
            shows(&page, &["&#60;script&#62;alert(1)&#60;/script&#62;"]);
            hides(&page, &["<script>", "<img", "href=\"javascript:"]);
        }
        let thread = scene.maja.get(&path).await;
        shows(&thread, &["<a href=\"https://example.com/?a=1&#38;b=\" rel=\"noopener noreferrer nofollow ugc\""]);
    }

    async fn names_and_titles_are_escaped(db: Db) {
        let scene = Scene::new(db).await;
        let platform = scene.test.platform().await;
        let listing = serde_json::json!({ "title": "<b>Svetilka</b> \"nova\"", "available": true });
        platform.put("/api/v1/sellers/studio-nova/listings/L2", &listing).await;
        let form = scene.ana.get("/ask?seller=studio-nova&listing=L2").await;
        shows(&form, &["&#60;b&#62;Svetilka"]);
        submit(&scene.ana, &form, "/conversations", &[("text", "Je na zalogi?")]).await;
        for client in [&scene.ana, &scene.maja] {
            let list = client.get("/conversations").await;
            shows(&list, &["&#60;b&#62;Svetilka"]);
            hides(&list, &["<b>"]);
        }
    }
}
