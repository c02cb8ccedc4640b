//! Administrators change the rules for messages, and others of staff look at them.

use axum::http::StatusCode;
use jiff::SignedDuration;
use rules::access::Role;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};

const TEXT: &str = "[language sl]\n[messenger]\ngolobnik*\n";

both_databases! {
    async fn an_administrator_replays_a_version_makes_it_active_and_goes_back(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Moj golobnik: novak77").await;
        scene.test.wait(SignedDuration::from_mins(1));
        let admin = scene.test.staff(&[Role::Administrator]).await;
        let page = admin.get("/staff/rules").await;
        shows(&page, &["The rules that Dopis brings along", "There are no versions of your own yet."]);
        let wrong = [("text", "[language sl]\n[messenger]\n\n[paj]"), ("reason", "Pigeons")];
        let refused = submit(&admin, &page, "/staff/rules", &wrong).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for words in ["line 4: `paj` is no section", "Pigeons", "[paj]</textarea>"] {
            assert!(refused.body.contains(words), "{}", refused.body);
        }
        let right = [("text", TEXT), ("reason", "Pigeons")];
        let entered = submit(&admin, &page, "/staff/rules", &right).await;
        assert_eq!(location(&entered), "/staff/rules/1?notice=ruleset-entered", "{}", entered.body);
        let page = admin.get("/staff/rules/1").await;
        shows(&page, &["draft", "golobnik*", "Bring a replay against the version that is active now to its end first."]);
        let started = submit(&admin, &page, "/staff/rules/1/replays", &[("days", "30")]).await;
        let replay = location(&started).split('?').next().unwrap().to_owned();
        shows(&admin.get(&replay).await, &["running", "/stop\""]);
        let stopped = admin.post_form(&format!("{replay}/stop"), &[]).await;
        assert_eq!(location(&stopped), format!("{replay}?notice=replay-stopped"));
        scene.test.run_jobs().await;
        shows(&admin.get(&replay).await, &["stopped", "/resume\""]);
        admin.post_form(&format!("{replay}/resume"), &[]).await;
        scene.test.run_jobs().await;
        let done = admin.get(&replay).await;
        // Where it lies is shown, and not what it says: that is read with a reason.
        shows(&done, &["done", "messenger.name", &format!("{path}#m1")]);
        hides(&done, &["novak77", "/stop\"", "/resume\""]);
        let asks = location(&admin.get(&path).await);
        assert!(asks.starts_with("/staff/accesses?conversation="), "{asks}");
        let page = admin.get("/staff/rules/1").await;
        let activated = submit(&admin, &page, "/staff/rules/active", &[("reason", "Samples looked at")]).await;
        assert_eq!(location(&activated), "/staff/rules?notice=ruleset-active", "{}", activated.body);
        let page = admin.get("/staff/rules").await;
        shows(&page, &["Samples looked at", "active", "Back to the rules that Dopis brings along"]);
        let left = submit(&admin, &page, "/staff/rules/active", &[]).await;
        assert_eq!(location(&left), "/staff/rules?notice=ruleset-active");
        shows(&admin.get("/staff/rules").await, &["retired"]);
        shows(&admin.get("/staff/rules/1").await, &["Go back to this version"]);
    }

    async fn others_of_staff_look_at_the_rules_and_change_nothing(db: Db) {
        let scene = Scene::new(db).await;
        let admin = scene.test.staff(&[Role::Administrator]).await;
        let entered = [("text", TEXT), ("based_on", "0"), ("reason", "Pigeons")];
        admin.post_form("/staff/rules", &entered).await;
        for role in [Role::Moderator, Role::Auditor] {
            let reader = scene.test.staff(&[role]).await;
            let page = reader.get("/staff/rules/1").await;
            shows(&page, &["golobnik*", "draft"]);
            hides(&page, &["<textarea", "/replays\""]);
            shows(&reader.get("/staff/rules/judged").await, &["There are no decisions yet.", "this figure cannot tell"]);
            for path in ["/staff/rules", "/staff/rules/1/replays", "/staff/rules/judged/export"] {
                let refused = reader.post_form(path, &entered).await;
                assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            }
        }
        assert_eq!(scene.ana.get("/staff/rules").await.status, StatusCode::FORBIDDEN);
        assert_eq!(admin.get("/staff/rules/7").await.status, StatusCode::NOT_FOUND);
    }
}
