//! The own account: sessions, password, name, theme.

use jiff::SignedDuration;
use rules::access::Role;
use rules::token::Holder;
use store::sessions::Person;
use store::{Db, both_databases};

use super::scene::{PASSWORD, events, staff};
use crate::support::{Browser, TestApp};

fn optional(db: Db) -> TestApp {
    TestApp::with(db, |config| {
        config.sign_in.staff_second_factor = dopis::config::SecondFactor::Optional;
    })
}

both_databases! {
    async fn another_password_ends_everything_that_the_old_one_opened(db: Db) {
        let test = optional(db);
        let (id, email) = staff(&test, &[Role::Moderator]).await;
        let (mut here, mut there) = (Browser::at(&test, "192.0.2.1"), Browser::at(&test, "203.0.113.5"));
        here.sign_in(&email, PASSWORD).await;
        there.sign_in(&email, PASSWORD).await;
        let program = test.program(Holder::Staff(id)).await;
        assert_eq!(program.get("/api/v1/me").await.status, 200);
        here.get("/account").await;
        let new = "another long password";
        for (present, new, expected) in [("wrong", new, 422), (PASSWORD, "short", 422), (PASSWORD, new, 303)] {
            let answer = here.post("/account/password", &[("present", present), ("new", new)]).await;
            assert_eq!(answer.status, expected, "{}", answer.body);
        }
        assert_eq!(here.get("/staff").await.status, 200);
        assert_eq!(there.get("/staff").await.header("location"), "/sign-in?to=/staff");
        assert_eq!(program.get("/api/v1/me").await.status, 401);
        assert_eq!(Browser::at(&test, "203.0.113.6").sign_in(&email, PASSWORD).await.status, 422);
        assert_eq!(Browser::at(&test, "203.0.113.6").sign_in(&email, new).await.status, 303);
        let kinds = events(&test, "staff", id.to_string()).await;
        assert!(kinds.contains(&"account.password_changed".to_owned()), "{kinds:?}");
    }

    async fn sessions_are_listed_and_ended_on_every_node(db: Db) {
        let test = optional(db);
        let (_, email) = staff(&test, &[Role::Moderator]).await;
        let (mut here, mut there) = (Browser::at(&test, "192.0.2.1"), Browser::at(&test.second_node(), "203.0.113.5"));
        here.sign_in(&email, PASSWORD).await;
        there.sign_in(&email, PASSWORD).await;
        let page = here.get("/account").await;
        assert_eq!(page.body.matches("Firefox, Linux").count(), 3, "{}", page.body);
        assert_eq!(page.body.matches("this browser").count(), 1);
        assert!(page.body.contains("203.0.113.…") && !page.body.contains("203.0.113.5"));
        let (_, rest) = page.body.split_once("/account/sessions/").unwrap();
        let other = rest.split('/').next().unwrap().to_owned();
        assert_eq!(here.post(&format!("/account/sessions/{other}/end"), &[]).await.status, 303);
        assert_eq!(there.get("/staff").await.header("location"), "/sign-in?to=/staff");
        assert_eq!(here.post(&format!("/account/sessions/{other}/end"), &[]).await.status, 404);
        there.sign_in(&email, PASSWORD).await;
        assert_eq!(here.post("/account/sessions/end-others", &[]).await.status, 303);
        assert_eq!(there.get("/staff").await.header("location"), "/sign-in?to=/staff");
        assert_eq!(here.get("/staff").await.status, 200);
    }

    async fn nobody_ends_the_sessions_of_others(db: Db) {
        let test = optional(db);
        let ana = test.agent("nova", "ana").await;
        let other = dopis::random::secret_hash(test.agent("nova", "bor").await.session.as_ref().unwrap());
        let path = format!("/account/sessions/{}/end", archive::hex(&other));
        assert_eq!(Browser::of(&ana).post(&path, &[]).await.status, 404);
    }

    async fn when_a_session_was_last_seen_is_saved_by_a_job_and_once_a_minute(db: Db) {
        let test = optional(db);
        let mut ana = Browser::of(&test.agent("nova", "ana").await);
        let person = Person::Agent { seller: "nova".parse().unwrap(), agent: "ana".parse().unwrap() };
        let seen = async |test: &TestApp| {
            let (person, now) = (person.clone(), test.now());
            let work = async move |tx: &store::Tx| store::session_lists::of_person(tx, &person, now).await;
            let session = test.app.db.read(work).await.unwrap().pop().unwrap();
            session.last_seen_at.unwrap().duration_since(session.created_at).as_secs()
        };
        test.wait(SignedDuration::from_secs(59));
        ana.get("/account").await;
        test.run_jobs().await;
        assert_eq!(seen(&test).await, 0);
        test.wait(SignedDuration::from_secs(11));
        ana.get("/account").await;
        assert_eq!(seen(&test).await, 0, "no request writes");
        test.run_jobs().await;
        assert_eq!(seen(&test).await, 70);
    }

    async fn an_agent_from_the_marketplace_has_no_password_here(db: Db) {
        let test = TestApp::new(db);
        let mut ana = Browser::of(&test.agent("nova", "ana").await);
        let page = ana.get("/account").await;
        assert!(page.body.contains("have no password here") && !page.body.contains("/account/password"), "{}", page.body);
        assert_eq!(ana.post("/account/second-factor", &[]).await.status, 422);
        let saved = ana.post("/account/profile", &[("name", "Ana Novak"), ("language", "sl")]).await;
        assert_eq!(saved.header("location"), "/account?notice=profile-saved");
        let page = ana.get("/account").await;
        assert!(page.body.contains("lang=\"sl\"") && page.body.contains("Ana Novak"), "{}", page.body);
        let long = "a".repeat(201);
        let refused = ana.post("/account/profile", &[("name", &long), ("language", "sl")]).await;
        assert_eq!(refused.status, 422);
        assert!(refused.body.contains(&long), "what was typed is kept");
    }

    async fn a_program_has_no_account(db: Db) {
        let test = TestApp::new(db);
        let agent = test.known_agent("nova", "ana").await;
        let program = test.program(Holder::Agent { seller: agent.seller, agent: agent.id }).await;
        assert_eq!(program.get("/account").await.header("location"), "/sign-in?to=/account");
    }

    async fn everybody_chooses_a_theme(db: Db) {
        let test = TestApp::new(db);
        let mut buyer = Browser::of(&test.buyer("b-1").await);
        assert!(!buyer.get("/conversations").await.body.contains("data-theme"));
        let chosen = buyer.post("/theme", &[("theme", "dark"), ("back", "/conversations?x=1")]).await;
        assert_eq!((chosen.status.as_u16(), chosen.header("location")), (303, "/conversations?x=1"));
        assert!(buyer.get("/conversations").await.body.contains("data-theme=\"dark\""));
        assert!(buyer.get("/nothing-here").await.body.contains("data-theme=\"dark\""));
        buyer.post("/theme", &[("theme", ""), ("back", "//evil.example")]).await;
        assert!(!buyer.get("/conversations").await.body.contains("data-theme"));
        let mut nobody = Browser::at(&test, "192.0.2.1");
        nobody.post("/theme", &[("theme", "light\"><script>")]).await;
        assert!(!nobody.get("/sign-in").await.body.contains("data-theme"));
    }
}
