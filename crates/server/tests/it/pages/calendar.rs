//! Administrators change days of the calendar.

use axum::http::StatusCode;
use rules::access::Role;
use store::{Db, both_databases};

use super::scene::{Scene, hides, location, shows, submit};

const DAYS: &str = "/staff/calendar/days";

both_databases! {
    async fn a_day_is_added_and_removed(db: Db) {
        let scene = Scene::new(db).await;
        let admin = scene.test.staff(&[Role::Administrator]).await;
        let page = admin.get("/staff/calendar").await;
        shows(&page, &["2024–2035"]);
        let fields = [
            ("date", "2026-11-24"), ("country", "si"), ("effect", "add_holiday"),
            ("name", "Day of the tests"), ("local_name", "Dan preizkusov"),
        ];
        let added = submit(&admin, &page, DAYS, &fields).await;
        assert_eq!((added.status, location(&added).as_str()), (StatusCode::SEE_OTHER, "/staff/calendar?notice=calendar-changed"), "{}", added.body);
        let page = admin.get("/staff/calendar").await;
        shows(&page, &["Day of the tests", "24 Nov 2026"]);
        shows(&scene.ana.get("/ask?seller=studio-nova&order=W1").await, &["srede, 25. novembra 2026, do 10.00", "Dan preizkusov"]);

        let removal = page.body.split("action=\"").find(|part| part.starts_with(DAYS) && part.contains("/removal")).unwrap();
        let removal = removal.split('"').next().unwrap();
        let removed = submit(&admin, &page, removal, &[]).await;
        assert_eq!(removed.status, StatusCode::SEE_OTHER);
        hides(&admin.get("/staff/calendar").await, &["Day of the tests"]);
        shows(&scene.ana.get("/ask?seller=studio-nova&order=W1").await, &["torka, 24. novembra 2026, do 10.00"]);
    }

    async fn what_is_wrong_is_said_and_the_rest_kept(db: Db) {
        let scene = Scene::new(db).await;
        let admin = scene.test.staff(&[Role::Administrator]).await;
        let page = admin.get("/staff/calendar").await;
        let good = [("date", "2026-12-31"), ("country", "SI"), ("effect", "hours"), ("name", "Inventory"), ("hours", "8:00–12:00, 13:00-16.30")];
        for (field, value, says) in [
            ("date", "31. 12.", "The date is not right."),
            ("country", "SLO", "There is no country"),
            ("hours", "morning", "The hours could not be read."),
            ("name", "", "Give the day a name."),
            ("valid_to", "2025-13-01", "The date is not right."),
        ] {
            let mut fields: Vec<(&str, &str)> = good.iter().copied().filter(|(name, _)| *name != field).collect();
            fields.push((field, value));
            let refused = submit(&admin, &page, DAYS, &fields).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert!(refused.body.contains(says), "{says:?} in {}", refused.body);
            assert!(field == "name" || refused.body.contains("value=\"Inventory\""), "{}", refused.body);
        }
        let added = submit(&admin, &page, DAYS, &good).await;
        assert_eq!(added.status, StatusCode::SEE_OTHER, "{}", added.body);
        shows(&admin.get("/staff/calendar").await, &["08:00–12:00, 13:00–16:30", "Inventory"]);
        assert_eq!(scene.moderator.get("/staff/calendar").await.status, StatusCode::FORBIDDEN);
    }
}
