//! Staff look at sellers and at each other's readings, and administrators change settings.

use axum::http::StatusCode;
use jiff::SignedDuration;
use rules::access::Role;
use serde_json::json;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};

both_databases! {
    async fn a_moderator_takes_over_from_the_list_and_finds_it_again(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        scene.test.wait(SignedDuration::from_hours(25));
        let moderator = scene.test.staff(&[Role::Moderator]).await;
        let overview = moderator.get("/staff").await;
        let taken = submit(&moderator, &overview, &format!("{path}/takeover"), &[]).await;
        assert_eq!(location(&taken), format!("{path}?notice=taken-over"));
        // An overdue clock does not stand still: it stays overdue, and is in both lists.
        shows(&moderator.get("/staff?part=taken-over").await, &[&path]);
        let reason = moderator.get(&path).await;
        shows(&reason, &["name=\"reason\""]);
        hides(&reason, &["Kje je paket?"]);
    }

    async fn what_falls_due_within_four_working_hours_is_told_before_it_does(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        hides(&scene.moderator.get("/staff?part=due-soon").await, &[&path]);
        scene.test.wait(SignedDuration::from_hours(21));
        let moderator = scene.test.staff(&[Role::Moderator]).await;
        shows(&moderator.get("/staff?part=due-soon").await, &[&path]);
    }

    async fn lists_go_on_where_the_page_before_ended(db: Db) {
        let scene = Scene::new(db).await;
        let platform = scene.test.platform().await;
        for number in 0..60 {
            let order = json!({ "buyer": "ana", "placed_at": "2026-11-20T09:30:00Z", "status": "shipped",
                "lines": [{ "title": format!("Thing {number}"), "quantity": 1 }] });
            let put = platform.put(&format!("/api/v1/sellers/studio-nova/orders/P{number}"), &order).await;
            assert_eq!(put.status, StatusCode::CREATED, "{}", put.body);
            let question = json!({ "seller": "studio-nova", "subject": { "kind": "order", "id": format!("P{number}") }, "text": "Kje je?" });
            let asked = scene.ana.post("/api/v1/conversations", &question).await;
            assert_eq!(asked.status, StatusCode::CREATED, "{}", asked.body);
        }
        let mut found = Vec::new();
        let mut next = Some("/staff?part=waiting".to_owned());
        while let Some(address) = next {
            let page = scene.moderator.get(&address).await;
            let rows = page.body.split("staff-row-subject\"><a href=\"").skip(1);
            found.extend(rows.map(|row| row.split('"').next().unwrap().to_owned()));
            let pager = page.body.split("\" rel=\"next\"").next().filter(|_| page.body.contains("rel=\"next\""));
            next = pager.map(|before| before.rsplit("href=\"").next().unwrap().replace("&#38;", "&"));
        }
        assert_eq!(found.len(), 60);
        found.sort_unstable();
        found.dedup();
        assert_eq!(found.len(), 60, "none twice");
    }

    async fn a_seller_is_seen_with_its_deadlines_and_their_derivations(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let list = scene.moderator.get("/staff/sellers?q=NOV%C3%81").await;
        shows(&list, &["/staff/sellers/studio-nova", "Studio Nova"]);
        shows(&scene.moderator.get("/staff/sellers?q=%25").await, &["There is no seller"]);
        let seller = scene.moderator.get("/staff/sellers/studio-nova").await;
        shows(&seller, &["Agent maja", "owner", "all day", "Europe/Ljubljana", &path, "running", "Tuesday, 24 November 2026 at 10:00", "24 h 0 min", "/takeover", "Nothing was answered"]);
        hides(&seller, &["Kje je paket?", "Who read what</h2>"]);
        let thread = scene.maja.get(&path).await;
        let answered = submit(&scene.maja, &thread, &format!("{path}/messages"), &[("text", "Na poti.")]).await;
        assert_eq!(answered.status, StatusCode::SEE_OTHER, "{}", answered.body);
        scene.test.wait(SignedDuration::from_mins(1));
        shows(&scene.moderator.get("/staff/sellers/studio-nova?outcome=kept").await, &["100%", "answered on time", &path]);
        for none in ["open", "missed", "waived"] {
            shows(&scene.moderator.get(&format!("/staff/sellers/studio-nova?outcome={none}")).await, &["There are no such deadlines."]);
        }
        assert_eq!(scene.moderator.get("/staff/sellers/nobody").await.status, StatusCode::NOT_FOUND);
        assert_eq!(scene.maja.get("/staff/sellers/studio-nova").await.status, StatusCode::FORBIDDEN);
    }

    async fn silence_beyond_the_time_is_a_missed_deadline_before_anything_is_answered(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        scene.test.wait(SignedDuration::from_hours(25));
        let moderator = scene.test.staff(&[Role::Moderator]).await;
        let missed = moderator.get("/staff/sellers/studio-nova?outcome=missed").await;
        shows(&missed, &["0%", "1 missed deadline", "0 answers on time", &path]);
    }

    async fn a_change_of_the_calendar_shows_what_was_computed_again(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let admin = scene.test.staff(&[Role::Administrator]).await;
        let day = json!({ "country": "SI", "subdivision": null, "day": { "kind": "on", "date": "2026-11-24" },
            "change": { "kind": "close", "name": "Izpad" }, "valid_from": null, "valid_to": null });
        assert_eq!(admin.post("/api/v1/calendar-days", &day).await.status, StatusCode::CREATED);
        scene.test.run_jobs().await;
        let seller = admin.get("/staff/sellers/studio-nova").await;
        shows(&seller, &[&path, "How the deadline was computed again", "Tuesday, 24 November 2026 at 10:00", "Wednesday, 25 November 2026 at 10:00", "24 Nov 2026: Closed Izpad"]);
    }

    async fn who_read_what_is_told_to_auditors_alone(db: Db) {
        let scene = Scene::new(db).await;
        let path = scene.asked("Kje je paket?").await;
        let id = path.rsplit('/').next().unwrap();
        let asked = scene.moderator.get(&path).await;
        submit(&scene.moderator, &asked, &format!("{path}/reading"), &[("reason", "=HYPERLINK(\"x\")")]).await;
        for _ in 0..2 {
            shows(&scene.moderator.get(&path).await, &["Kje je paket?"]);
        }
        let auditor = scene.test.staff(&[Role::Auditor]).await;
        let row = ["Staff", "=HYPERLINK", "Svetilka", "Studio Nova", "<td class=\"is-number\" data-label=\"Looks\">2"];
        for query in ["".to_owned(), "?seller=studio-nova".to_owned(), format!("?conversation={id}"), "?conversation=W1".to_owned(), "?what=conversation".to_owned(), "?from=2026-11-23&to=2026-11-23".to_owned()] {
            shows(&auditor.get(&format!("/staff/readings{query}")).await, &row);
        }
        for query in ["?seller=drugi", "?conversation=W9", "?what=strike", "?what=break_glass", "?from=2026-11-24", "?to=2026-11-22", "?person=019a0000-0000-7000-8000-000000000000"] {
            shows(&auditor.get(&format!("/staff/readings{query}")).await, &["No reading fits."]);
        }
        shows(&auditor.get("/staff/readings?conversation=a%20b").await, &["This is not an id."]);
        let file = auditor.get("/staff/readings.csv").await;
        assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
        let line = file.body.lines().nth(1).unwrap();
        assert!(line.contains("\"'=HYPERLINK(\"\"x\"\")\",,,2,") && line.contains(id), "{line}");
        scene.test.run_jobs().await;
        let events = auditor.get("/api/v1/events?limit=500").await.json();
        let mut exported = events["items"].as_array().unwrap().iter().filter(|event| event["kind"] == "readings.exported");
        assert_eq!(exported.next().map(|event| &event["body"]), Some(&json!({})), "it is recorded that the file was taken");
        shows(&auditor.get("/staff/sellers/studio-nova").await, &["Who read what</h2>"]);
        shows(&auditor.get(&path).await, &[&format!("/staff/readings?conversation={id}")]);
        for other in [&scene.moderator, &scene.maja, &scene.ana] {
            assert_eq!(other.get("/staff/readings").await.status, StatusCode::FORBIDDEN);
            assert_eq!(other.get("/staff/readings.csv").await.status, StatusCode::FORBIDDEN);
        }
    }

    async fn an_administrator_plans_a_change_and_withdraws_it(db: Db) {
        let scene = Scene::new(db).await;
        let admin = scene.test.staff(&[Role::Administrator]).await;
        let reply = "/staff/settings/reply_minutes";
        let page = admin.get(reply).await;
        shows(&page, &["24 hours", "initial value, never changed"]);
        let fields = [("value", "36,5"), ("from", "2026-12-01T08:00"), ("to", "2027-01-01T00:00"), ("reason", "December")];
        let entered = submit(&admin, &page, reply, &fields).await;
        assert_eq!(location(&entered), format!("{reply}?notice=setting-changed"), "{}", entered.body);
        let page = admin.get(reply).await;
        shows(&page, &["Planned changes", "36 hours 30 minutes", "Tuesday, 1 December 2026 at 8:00", "Thursday, 31 December 2026, 24:00", "December"]);
        shows(&admin.get("/staff/settings").await, &["24 hours", "1 Dec", "December"]);
        let withdrawal = page.body.split("action=\"").find(|part| part.contains("/withdrawal\"")).unwrap();
        let withdrawal = withdrawal.split('"').next().unwrap();
        let withdrawn = submit(&admin, &page, withdrawal, &[("reason", "Too long")]).await;
        assert_eq!(location(&withdrawn), format!("{reply}?notice=setting-withdrawn"));
        let page = admin.get(reply).await;
        shows(&page, &["Too long", "withdrawn"]);
        hides(&page, &["Planned changes"]);
        let again = admin.post_form(withdrawal, &[("reason", "Twice")]).await;
        assert_eq!(location(&again), "/staff/settings?notice=setting-not-withdrawn");
    }

    async fn a_setting_that_cannot_be_taken_keeps_what_was_typed(db: Db) {
        let scene = Scene::new(db).await;
        let admin = scene.test.staff(&[Role::Administrator]).await;
        let reply = "/staff/settings/reply_minutes";
        let page = admin.get(reply).await;
        let good = [("value", "30"), ("reason", "Kept text")];
        for (field, value, says) in [
            ("value", "soon", "The value is not right."),
            ("value", "0", "The value is not right."),
            ("reason", " ", "Give a reason"),
            ("from", "2026-11-01T00:00", "cannot begin in the past"),
            ("from", "1. 12.", "The date and time are not right."),
            ("to", "2026-11-01T00:00", "The end must come after the beginning."),
        ] {
            let mut fields: Vec<(&str, &str)> = good.iter().copied().filter(|(name, _)| *name != field).collect();
            fields.push((field, value));
            let refused = submit(&admin, &page, reply, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field} {value}");
            assert!(refused.body.contains(says), "{says:?} in {}", refused.body);
            assert!(field == "reason" || refused.body.contains("value=\"Kept text\""), "{}", refused.body);
        }
        let first = submit(&admin, &page, reply, &good).await;
        assert_eq!(first.status, StatusCode::SEE_OTHER, "{}", first.body);
        let crossed = submit(&admin, &page, reply, &good).await;
        assert_eq!(crossed.status, StatusCode::CONFLICT);
        assert!(crossed.body.contains("Somebody else has changed") && crossed.body.contains("value=\"Kept text\""), "{}", crossed.body);
        let resent = submit(&admin, &crossed, reply, &good).await;
        assert_eq!(resent.status, StatusCode::SEE_OTHER, "{}", resent.body);
        let moderator = scene.moderator.get(reply).await;
        shows(&moderator, &["30 hours", "Kept text"]);
        hides(&moderator, &["name=\"reason\""]);
        assert_eq!(scene.moderator.post_form(reply, &good).await.status, StatusCode::FORBIDDEN);
        assert_eq!(admin.get("/staff/settings/nothing").await.status, StatusCode::NOT_FOUND);
    }
}
