//! Staff find, say why they read, take part and take over.

use axum::http::StatusCode;
use jiff::SignedDuration;
use rules::access::Role;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};

both_databases! {
    async fn a_conversation_is_read_under_a_reason(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je moj paket?").await;
        let id = path.rsplit('/').next().unwrap();
        for word in ["W1", "studio-nova", "ana", id] {
            let found = scene.moderator.get(&format!("/staff?q={word}")).await;
            shows(&found, &[&path, "Svetilka", "Studio Nova", "Buyer ana"]);
            hides(&found, &["Kje je moj paket?"]);
        }
        hides(&scene.moderator.get("/staff?q=bor").await, &[&path]);

        let asked = scene.moderator.get(&path).await;
        shows(&asked, &["name=\"reason\"", "Studio Nova", "Buyer ana"]);
        hides(&asked, &["Kje je moj paket?"]);
        let reading = format!("{path}/reading");
        let refused = submit(&scene.moderator, &asked, &reading, &[("reason", " ")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", refused.body);
        let given = submit(&scene.moderator, &asked, &reading, &[("reason", "The buyer called")]).await;
        assert_eq!((given.status, location(&given)), (StatusCode::SEE_OTHER, path.clone()));
        shows(&scene.moderator.get(&path).await, &["Kje je moj paket?", "The buyer called", "/takeover"]);
        for other in [&scene.ana, &scene.maja] {
            hides(&other.get(&path).await, &["The buyer called"]);
        }
        scene.test.wait(SignedDuration::from_mins(61));
        hides(&scene.moderator.get(&path).await, &["Kje je moj paket?"]);
    }

    async fn staff_write_as_the_marketplace_and_take_over(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let asked = scene.moderator.get(&path).await;
        submit(&scene.moderator, &asked, &format!("{path}/reading"), &[("reason", "late")]).await;
        let thread = scene.moderator.get(&path).await;
        let sent = submit(&scene.moderator, &thread, &format!("{path}/messages"), &[("text", "We look into it.")]).await;
        assert_eq!(location(&sent), format!("{path}?notice=reply-sent#m2"));
        let ana = scene.ana.get(&path).await;
        shows(&ana, &["We look into it.", "Tržnica", "by-staff", "torka, 24. novembra"]);

        let thread = scene.moderator.get(&path).await;
        let taken = submit(&scene.moderator, &thread, &format!("{path}/takeover"), &[]).await;
        assert_eq!(location(&taken), format!("{path}?notice=taken-over"));
        let maja = scene.maja.get(&path).await;
        shows(&maja, &["Your clock stands still"]);
        hides(&maja, &["id=\"composer\"", "/no-reply"]);
        let refused = scene.maja.post_form(&format!("{path}/messages"), &[("text", "x"), ("last_read", "2")]).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        let thread = scene.moderator.get(&path).await;
        let back = submit(&scene.moderator, &thread, &format!("{path}/handback"), &[]).await;
        assert_eq!(location(&back), format!("{path}?notice=handed-back"));
        shows(&scene.maja.get(&path).await, &["id=\"composer\""]);
    }

    async fn overdue_sellers_lead_to_their_conversations(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let early = scene.moderator.get("/staff").await;
        shows(&early, &["Nothing waits here.", "/staff?part=waiting&#38;seller=studio-nova"]);
        hides(&early, &["part=overdue&#38;seller=studio-nova"]);
        scene.test.wait(SignedDuration::from_hours(25));
        // The sessions have ended meanwhile.
        let moderator = scene.test.staff(&[Role::Auditor]).await;
        let overview = moderator.get("/staff").await;
        shows(&overview, &["/staff?part=overdue&#38;seller=studio-nova", "Studio Nova", "1 hour", &path]);
        hides(&overview, &["/takeover"]);
        shows(&moderator.get("/staff?part=overdue&seller=studio-nova&country=si").await, &[&path]);
        for elsewhere in ["seller=drugi", "seller=%22", "country=HR", "part=due-soon", "part=taken-over", "part=escalated"] {
            let list = moderator.get(&format!("/staff?{elsewhere}")).await;
            shows(&list, &["Nothing waits here."]);
            hides(&list, &[&path]);
        }
        let maja = scene.test.agent("studio-nova", "maja").await;
        shows(&maja.get("/conversations?tab=overdue").await, &[&path, "is-overdue"]);
        // Reading staff may not write.
        let reason = moderator.get(&path).await;
        submit(&moderator, &reason, &format!("{path}/reading"), &[("reason", "audit")]).await;
        hides(&moderator.get(&path).await, &["id=\"composer\"", "/takeover", "/closure"]);
    }
}
