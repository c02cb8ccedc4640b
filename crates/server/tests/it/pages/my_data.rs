//! All that is kept of a buyer, in pages without scripts: asked for, waited for and downloaded.

use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};

both_databases! {
    async fn a_buyer_asks_for_its_data_and_downloads_it(db: Db) {
        let scene = Scene::new(db).await;
        scene.asked("Kje je paket?").await;
        let page = scene.ana.get("/my-data").await;
        shows(&page, &["Moji podatki", "Nobene datoteke še ni."]);
        let sent = submit(&scene.ana, &page, "/my-data", &[]).await;
        assert_eq!(location(&sent), "/my-data?notice=file-asked");
        let page = scene.ana.get(&location(&sent)).await;
        shows(&page, &["Datoteka se pripravlja.", "Se pripravlja. Čez minuto osvežite stran."]);
        scene.test.run_jobs().await;
        let page = scene.ana.get("/my-data").await;
        shows(&page, &["Prenesi", "ZIP,"]);
        hides(&page, &["Čez minuto"]);
        let link = page.body.split("href=\"/files/").nth(1).unwrap().split('"').next().unwrap();
        let file = scene.ana.get(&format!("/files/{link}")).await;
        assert_eq!(file.header("content-type"), "application/zip");
        assert!(file.header("content-disposition").starts_with("attachment; filename=\"my-data-"));
        assert!(file.bytes.starts_with(b"PK"));
    }

    async fn staff_are_told_what_is_wrong_and_get_the_file(db: Db) {
        let scene = Scene::new(db).await;
        let path = "/staff/buyer-data";
        let page = scene.moderator.get(path).await;
        shows(&page, &["Data of a buyer"]);
        let fields = |buyer, reason| [("buyer", buyer), ("reason", reason)];
        for (buyer, reason, status, text) in [
            ("nobody", "Zahteva", 422, "There is no buyer with this id."),
            ("a b", "Zahteva", 422, "There is no buyer with this id."),
            ("ana", " ", 422, "aria-invalid"),
        ] {
            let refused = submit(&scene.moderator, &page, path, &fields(buyer, reason)).await;
            assert_eq!(refused.status, status, "{}", refused.body);
            assert!(refused.body.contains(text), "{}", refused.body);
            assert!(refused.body.contains(&format!("value=\"{buyer}\"")));
        }
        let sent = submit(&scene.moderator, &page, path, &fields("ana", "Zahteva")).await;
        assert_eq!(location(&sent), format!("{path}?notice=file-asked"));
        scene.test.run_jobs().await;
        shows(&scene.moderator.get(path).await, &["Data of the buyer", "ana", "Download"]);
        shows(&scene.moderator.get("/files").await, &["Prepared files", "Download"]);
    }
}
