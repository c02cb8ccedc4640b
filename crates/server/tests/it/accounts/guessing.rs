//! What guessing costs, and whom it does not stop.

use jiff::SignedDuration;
use rules::access::Role;
use store::{Db, both_databases};

use super::scene::{PASSWORD, events, staff};
use crate::support::{Browser, TestApp};

both_databases! {
    async fn strangers_from_everywhere_share_thirty_guesses_an_hour_and_the_owner_gets_in(db: Db) {
        let test = TestApp::new(db);
        let (id, email) = staff(&test, &[Role::Moderator]).await;
        let mut own = Browser::at(&test, "192.0.2.1");
        assert_eq!(own.sign_in(&email, PASSWORD).await.status, 303);
        assert!(own.cookies.contains_key("__Host-dopis-device"));
        own.post("/sign-out", &[]).await;

        // Every guess from another address, one every ten seconds, for two hours; the owner signed in once before.
        let (mut looked_at, mut slowed) = (0, 0);
        for number in 0..720 {
            let address = format!("198.51.{}.{}", number / 200, number % 200 + 1);
            match Browser::at(&test, &address).sign_in(&email, "a wrong guess").await.status.as_u16() {
                422 => looked_at += 1,
                429 => slowed += 1,
                status => panic!("{status}"),
            }
            test.wait(SignedDuration::from_secs(10));
            if number == 300 {
                let mut stranger = Browser::at(&test, "203.0.113.77");
                let right = stranger.sign_in(&email, PASSWORD).await;
                assert_eq!(right.status, 429, "a stranger waits, even one that guesses right");
                assert!(right.body.contains("Try again in"), "{}", right.body);
                let mut own = own.clone();
                assert_eq!(own.sign_in(&email, "mistyped").await.status, 422);
                assert_eq!(own.sign_in(&email, PASSWORD).await.status, 303);
            }
        }
        // Thirty at once and thirty an hour; the owner's own first sign-in was one of them.
        assert!((88..=90).contains(&looked_at), "{looked_at} guesses were looked at");
        assert_eq!(looked_at + slowed, 720);
        let kinds = events(&test, "staff", id.to_string()).await;
        let noted = kinds.iter().filter(|kind| *kind == "account.guessing_slowed").count();
        assert!((1..=3).contains(&noted), "{kinds:?}");
    }

    async fn a_known_browser_has_an_allowance_and_not_more(db: Db) {
        let test = TestApp::with(db, |config| config.limits.sign_in_attempts = 3);
        let (_, email) = staff(&test, &[Role::Moderator]).await;
        let (_, other) = staff(&test, &[Role::Moderator]).await;
        let mut own = Browser::at(&test, "192.0.2.1");
        own.sign_in(&email, PASSWORD).await;
        own.post("/sign-out", &[]).await;
        let mut thief = own.clone();
        for _ in 0..3 {
            assert_eq!(thief.sign_in(&email, "a guess").await.status, 422);
        }
        let refused = thief.sign_in(&email, PASSWORD).await;
        assert_eq!(refused.status, 429);
        let wait_s: i64 = refused.header("retry-after").parse().unwrap();
        assert!((299..=301).contains(&wait_s), "{wait_s}");
        // It is known for its own account alone.
        let mut made_up = Browser::at(&test, "192.0.2.9");
        made_up.cookies.insert("__Host-dopis-device".into(), "made-up".into());
        for expected in [422, 422, 422, 429] {
            assert_eq!(made_up.sign_in(&other, "a guess").await.status, expected);
        }
    }

    async fn strangers_at_two_nodes_share_one_allowance_and_the_owner_gets_in_at_both(db: Db) {
        let test = TestApp::with(db, |config| config.limits.sign_in_attempts_of_strangers = 6);
        let nodes = [test.clone(), test.second_node()];
        let (_, email) = staff(&test, &[Role::Moderator]).await;
        let mut own = Browser::at(&test, "192.0.2.1");
        assert_eq!(own.sign_in(&email, PASSWORD).await.status, 303);
        own.post("/sign-out", &[]).await;
        let mut statuses = Vec::new();
        for number in 0..10 {
            let mut stranger = Browser::at(&nodes[number % 2], &format!("198.51.100.{number}"));
            statuses.push(stranger.sign_in(&email, "a wrong guess").await.status.as_u16());
        }
        assert_eq!(statuses, [422, 422, 422, 422, 422, 429, 429, 429, 429, 429]);
        for node in &nodes {
            let mut own = own.through(node);
            assert_eq!(own.sign_in(&email, PASSWORD).await.status, 303);
        }
    }
}
