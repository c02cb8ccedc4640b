//! The people of the marketplace: created, changed, reset.

use rules::access::Role;
use store::{Db, both_databases};

use super::scene::{PASSWORD, events, set_up, staff};
use crate::support::{Browser, TestApp};

both_databases! {
    async fn an_administrator_adds_people_and_nobody_else_does(db: Db) {
        let test = TestApp::new(db);
        let mut admin = Browser::of(&test.staff(&[Role::Administrator]).await);
        let new = [("name", "Maja Kos"), ("email", "Maja@Lipa.example"), ("language", "sl"), ("moderator", "yes")];
        let made = admin.post("/staff/people", &new).await;
        assert_eq!(made.status, 200, "{}", made.body);
        let (_, rest) = made.body.split_once("id=\"first-password\">").unwrap();
        let password = rest.split('<').next().unwrap().to_owned();
        assert!(!admin.get("/staff/people").await.body.contains(&password), "it is shown once");
        assert_eq!(Browser::at(&test, "192.0.2.4").sign_in("maja@lipa.example", &password).await.status, 303);
        for (name, value, text) in [("email", "maja@lipa.example", "with this e-mail address already"), ("email", "no", "of the form"), ("moderator", "", "at least one role")] {
            let mut fields: Vec<(&str, &str)> = new.iter().copied().filter(|(field, _)| *field != name).collect();
            if !value.is_empty() {
                fields.push((name, value));
            }
            let refused = admin.post("/staff/people", &fields).await;
            assert_eq!(refused.status, 422);
            assert!(refused.body.contains(text) && refused.body.contains("value=\"Maja Kos\""), "{}", refused.body);
        }
        assert!(admin.get("/staff/people").await.body.contains("Impersonation does not exist"));
        let mut moderator = Browser::of(&test.staff(&[Role::Moderator]).await);
        assert_eq!(moderator.get("/staff/people").await.status, 403);
        assert_eq!(moderator.post("/staff/people", &new).await.status, 403);
    }

    async fn nobody_changes_the_own_roles_and_an_administrator_remains(db: Db) {
        let test = TestApp::new(db);
        let (first, _) = staff(&test, &[Role::Administrator]).await;
        let (second, _) = staff(&test, &[Role::Administrator]).await;
        let mut admin = Browser::of(&test.session_of(store::sessions::Person::Staff(first)).await);
        let access = |id| format!("/staff/people/{id}/access");
        let own = admin.post(&access(first), &[("do", "roles"), ("auditor", "yes"), ("version", "1")]).await;
        assert_eq!(own.status, 409);
        assert!(own.body.contains("cannot change your own roles"), "{}", own.body);
        let roles = [("do", "roles"), ("moderator", "yes"), ("auditor", "yes"), ("version", "1")];
        assert_eq!(admin.post(&access(second), &roles).await.status, 303);
        assert_eq!(admin.post(&access(second), &roles).await.status, 409, "the version has passed");
        let mut other = Browser::of(&test.session_of(store::sessions::Person::Staff(second)).await);
        assert_eq!(other.get("/staff").await.status, 200);
        assert_eq!(other.get("/staff/people").await.status, 403);
        let none = admin.post(&access(second), &[("do", "roles"), ("version", "2")]).await;
        assert!(none.body.contains("at least one role"), "{}", none.body);
        assert_eq!(admin.post(&access(second), &[("do", "end"), ("version", "2")]).await.status, 303);
        assert_eq!(other.get("/staff").await.header("location"), "/sign-in?to=/staff");
        let kinds = events(&test, "staff", second.to_string()).await;
        assert_eq!(kinds, ["staff.changed", "staff.changed"]);
    }

    async fn a_lost_second_factor_is_reset_by_a_colleague_or_an_operator(db: Db) {
        let test = TestApp::new(db);
        let (id, email) = staff(&test, &[Role::Moderator]).await;
        let mut browser = Browser::at(&test, "192.0.2.1");
        browser.sign_in(&email, PASSWORD).await;
        set_up(&mut browser).await;
        let mut admin = Browser::of(&test.staff(&[Role::Administrator]).await);
        assert!(admin.get("/staff/people").await.body.contains("has a second factor"));
        let path = format!("/staff/people/{id}/second-factor/reset");
        assert_eq!(admin.post(&path, &[]).await.header("location"), "/staff/people?notice=second-factor-reset");
        assert_eq!(browser.get("/staff").await.header("location"), "/sign-in?to=/staff", "its sessions have ended");
        assert_eq!(browser.sign_in(&email, PASSWORD).await.header("location"), "/account");
        assert_eq!(browser.get("/staff").await.header("location"), "/account/second-factor");
        set_up(&mut browser).await;
        let mut said = Vec::new();
        assert!(dopis::commands::reset_second_factor::run(&test.app, &email.to_uppercase(), &mut said).await.unwrap());
        assert_eq!(said, b"accounts: 1\n");
        assert!(!dopis::commands::reset_second_factor::run(&test.app, "nobody@staff.example", &mut said).await.unwrap());
        assert_eq!(browser.sign_in(&email, PASSWORD).await.header("location"), "/account");
    }
}
