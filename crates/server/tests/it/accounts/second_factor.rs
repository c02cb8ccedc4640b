//! Authenticator apps and recovery codes on the way in.

use jiff::SignedDuration;
use rules::access::Role;
use serde_json::json;
use store::{Db, both_databases};

use super::scene::{PASSWORD, code, events, recovery_codes, set_up, staff};
use crate::support::{Browser, TestApp};

const STEP: SignedDuration = SignedDuration::from_secs(30);

fn optional(db: Db) -> TestApp {
    TestApp::with(db, |config| {
        config.sign_in.staff_second_factor = dopis::config::SecondFactor::Optional;
        config.sign_in.secret_key = "a key of the tests, 32 characters long".to_owned();
    })
}

both_databases! {
    async fn a_code_is_asked_for_and_opens_once_on_all_nodes(db: Db) {
        let test = optional(db);
        let (id, email) = staff(&test, &[Role::Moderator]).await;
        let mut browser = Browser::at(&test, "192.0.2.1");
        assert_eq!(browser.sign_in(&email, PASSWORD).await.header("location"), "/account");
        let (secret, codes) = set_up(&mut browser).await;
        assert_eq!(codes.len(), 10);
        let used = code(&secret, test.now());

        let mut fresh = Browser::at(&test, "203.0.113.5");
        let asked = fresh.sign_in(&email, PASSWORD).await;
        assert_eq!(asked.header("location"), "/sign-in/second-factor?to=/account");
        assert!(!fresh.cookies.contains_key("__Host-dopis"));
        let page = fresh.get("/sign-in/second-factor?to=/account").await;
        assert!(page.body.contains("autocomplete=\"one-time-code\""), "{}", page.body);
        // The code that confirmed the app has been used up.
        for wrong in [used.as_str(), "000000", "abc"] {
            let answer = fresh.post("/sign-in/second-factor", &[("code", wrong)]).await;
            assert_eq!(answer.status, 422, "{wrong}");
        }
        test.wait(STEP);
        let next = code(&secret, test.now());
        let typed = format!("{} {}", &next[..3], &next[3..]);
        let opened = fresh.post("/sign-in/second-factor", &[("code", &typed), ("next", "/staff")]).await;
        assert_eq!((opened.status.as_u16(), opened.header("location")), (303, "/staff"));
        assert_eq!(fresh.get("/staff").await.status, 200);

        let mut second = Browser::at(&test.second_node(), "203.0.113.6");
        second.sign_in(&email, PASSWORD).await;
        let replayed = second.post("/sign-in/second-factor", &[("code", &next)]).await;
        assert_eq!(replayed.status, 422);
        // A step ahead is within what clocks differ by.
        let ahead = code(&secret, test.now() + STEP);
        assert_eq!(second.post("/sign-in/second-factor", &[("code", &ahead)]).await.status, 303);
        let kinds = events(&test, "staff", id.to_string()).await;
        assert_eq!(kinds, ["account.totp_set_up", "staff.signed_in", "staff.signed_in", "staff.signed_in"]);
    }

    async fn a_recovery_code_opens_once(db: Db) {
        let test = optional(db);
        let (id, email) = staff(&test, &[Role::Moderator]).await;
        let mut browser = Browser::at(&test, "192.0.2.1");
        browser.sign_in(&email, PASSWORD).await;
        let (_, codes) = set_up(&mut browser).await;
        let typed = codes[3].replace('-', " ").to_uppercase();
        for (time, expected) in [(1, 303), (2, 422)] {
            let mut fresh = Browser::at(&test, "203.0.113.5");
            fresh.sign_in(&email, PASSWORD).await;
            let answer = fresh.post("/sign-in/second-factor", &[("code", &typed)]).await;
            assert_eq!(answer.status, expected, "time {time}");
        }
        let account = browser.get("/account").await;
        assert!(account.body.contains("You have 9 recovery codes left."), "{}", account.body);
        let renewed = browser.post("/account/recovery-codes", &[("password", "wrong")]).await;
        assert_eq!(renewed.status, 422);
        let renewed = browser.post("/account/recovery-codes", &[("password", PASSWORD)]).await;
        let new = recovery_codes(&renewed);
        assert!(new.len() == 10 && new.iter().all(|code| !codes.contains(code)));
        let mut fresh = Browser::at(&test, "203.0.113.5");
        fresh.sign_in(&email, PASSWORD).await;
        assert_eq!(fresh.post("/sign-in/second-factor", &[("code", &codes[5])]).await.status, 422);
        assert_eq!(fresh.post("/sign-in/second-factor", &[("code", &new[5])]).await.status, 303);
        let kinds = events(&test, "staff", id.to_string()).await;
        assert!(kinds.contains(&"account.recovery_code_used".to_owned()), "{kinds:?}");
    }

    async fn the_question_holds_for_one_browser_five_answers_and_ten_minutes(db: Db) {
        let test = optional(db);
        let (_, email) = staff(&test, &[Role::Moderator]).await;
        let mut browser = Browser::at(&test, "192.0.2.1");
        browser.sign_in(&email, PASSWORD).await;
        let (secret, codes) = set_up(&mut browser).await;
        test.wait(STEP);

        let mut asked = Browser::at(&test, "203.0.113.5");
        asked.sign_in(&email, PASSWORD).await;
        let mut stranger = Browser::at(&test, "203.0.113.5");
        let answer = stranger.post("/sign-in/second-factor", &[("code", &code(&secret, test.now()))]).await;
        assert_eq!(answer.header("location"), "/sign-in?notice=sign-in-again");
        for _ in 0..5 {
            assert_eq!(asked.post("/sign-in/second-factor", &[("code", "000000")]).await.status, 422);
        }
        let late = asked.post("/sign-in/second-factor", &[("code", &codes[0])]).await;
        assert_eq!(late.header("location"), "/sign-in?notice=sign-in-again");

        let mut slow = Browser::at(&test, "203.0.113.7");
        slow.sign_in(&email, PASSWORD).await;
        test.wait(SignedDuration::from_mins(10));
        let late = slow.post("/sign-in/second-factor", &[("code", &codes[0])]).await;
        assert_eq!(late.header("location"), "/sign-in?notice=sign-in-again");
        assert!(slow.get("/sign-in?notice=sign-in-again").await.body.contains("Sign in again."));
    }

    async fn without_the_factor_that_the_marketplace_wants_only_the_own_account_is_open(db: Db) {
        let test = TestApp::new(db);
        let (_, email) = staff(&test, &[Role::Administrator]).await;
        let mut browser = Browser::at(&test, "192.0.2.1");
        assert_eq!(browser.sign_in(&email, PASSWORD).await.status, 303);
        let led = browser.get("/staff").await;
        assert_eq!((led.status.as_u16(), led.header("location")), (303, "/account/second-factor"));
        let page = browser.get("/account/second-factor").await;
        assert!(page.body.contains("requires a second factor. Set it up now"), "{}", page.body);
        assert_eq!(browser.post("/staff/calendar/days", &[]).await.status, 403);
        let program = browser.get("/api/v1/oversight/overdue").await;
        assert_eq!(program.problem(), "403 second_factor_first");
        set_up(&mut browser).await;
        assert_eq!(browser.get("/staff").await.status, 200);
        let kept = browser.post("/account/second-factor/removal", &[("password", PASSWORD)]).await;
        assert_eq!(kept.status, 422);
        assert!(kept.body.contains("the last one cannot be removed"), "{}", kept.body);
    }

    async fn the_secret_lies_sealed_in_the_database(db: Db) {
        let test = optional(db);
        let (id, email) = staff(&test, &[Role::Moderator]).await;
        let mut browser = Browser::at(&test, "192.0.2.1");
        browser.sign_in(&email, PASSWORD).await;
        let (secret, _) = set_up(&mut browser).await;
        let key = store::accounts::AccountKey { seller: String::new(), person: id.to_string() };
        let kept = async move |tx: &store::Tx| store::totp_secrets::find(tx, &key).await;
        let kept = test.app.db.read(kept).await.unwrap().unwrap();
        assert!(!kept.sealed.windows(20).any(|part| part == secret));
    }

    async fn one_recovery_code_given_twice_at_once_opens_once(db: Db) {
        let test = optional(db);
        let (_, email) = staff(&test, &[Role::Moderator]).await;
        let mut browser = Browser::at(&test, "192.0.2.1");
        browser.sign_in(&email, PASSWORD).await;
        let (_, codes) = set_up(&mut browser).await;
        let (mut here, mut there) = (Browser::at(&test, "203.0.113.5"), Browser::at(&test.second_node(), "203.0.113.6"));
        here.sign_in(&email, PASSWORD).await;
        there.sign_in(&email, PASSWORD).await;
        let given = [("code", codes[0].as_str())];
        let (first, second) = tokio::join!(
            here.post("/sign-in/second-factor", &given),
            there.post("/sign-in/second-factor", &given),
        );
        let mut statuses = [first.status.as_u16(), second.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422]);
    }

    async fn another_password_leaves_the_second_factor_as_it_is(db: Db) {
        let test = optional(db);
        let (_, email) = staff(&test, &[Role::Moderator]).await;
        let mut browser = Browser::at(&test, "192.0.2.1");
        browser.sign_in(&email, PASSWORD).await;
        let (secret, codes) = set_up(&mut browser).await;
        let mut asked = Browser::at(&test, "203.0.113.5");
        asked.sign_in(&email, PASSWORD).await;
        browser.get("/account").await;
        let new = "another long password";
        assert_eq!(browser.post("/account/password", &[("present", PASSWORD), ("new", new)]).await.status, 303);
        // The question that the old password led to is over, even for the right code.
        test.wait(STEP);
        let late = asked.post("/sign-in/second-factor", &[("code", &code(&secret, test.now()))]).await;
        assert_eq!(late.header("location"), "/sign-in?notice=sign-in-again");
        for answer in [code(&secret, test.now()), codes[0].clone()] {
            let mut fresh = Browser::at(&test, "203.0.113.6");
            fresh.sign_in(&email, new).await;
            assert_eq!(fresh.post("/sign-in/second-factor", &[("code", &answer)]).await.status, 303);
        }
    }

    async fn an_agent_with_a_password_has_a_second_factor_like_staff(db: Db) {
        let test = TestApp::with(db, |config| config.sign_in.agents_with_password = true);
        test.known_agent("nova", "ana").await;
        let platform = test.platform().await;
        let path = "/api/v1/sellers/nova/agents/ana/password";
        assert_eq!(platform.put(path, &json!({ "password": PASSWORD })).await.status, 204);
        let mut ana = Browser::at(&test, "192.0.2.1");
        assert_eq!(ana.sign_in("ana@sellers.example", PASSWORD).await.status, 303);
        assert_eq!(ana.get("/conversations").await.status, 200, "nobody must have one");
        let (secret, codes) = set_up(&mut ana).await;
        test.wait(STEP);
        let mut fresh = Browser::at(&test, "203.0.113.5");
        assert_eq!(fresh.sign_in("ana@sellers.example", PASSWORD).await.header("location"), "/sign-in/second-factor?to=/account");
        assert_eq!(fresh.get("/conversations").await.header("location"), "/sign-in?to=/conversations");
        let now = code(&secret, test.now());
        assert_eq!(fresh.post("/sign-in/second-factor", &[("code", &now)]).await.status, 303);
        assert_eq!(fresh.get("/conversations").await.status, 200);
        let mut replay = Browser::at(&test, "203.0.113.6");
        replay.sign_in("ana@sellers.example", PASSWORD).await;
        assert_eq!(replay.post("/sign-in/second-factor", &[("code", &now)]).await.status, 422);
        assert_eq!(replay.post("/sign-in/second-factor", &[("code", &codes[9])]).await.status, 303);
        // Nobody has to have one, so that the last one goes too, with the password.
        ana.get("/account").await;
        assert_eq!(ana.post("/account/second-factor/removal", &[("password", "wrong")]).await.status, 422);
        assert_eq!(ana.post("/account/second-factor/removal", &[("password", PASSWORD)]).await.status, 303);
        let mut last = Browser::at(&test, "203.0.113.7");
        assert_eq!(last.sign_in("ana@sellers.example", PASSWORD).await.header("location"), "/account");
    }

    async fn a_question_for_a_passkey_leaves_the_one_for_the_code_standing(db: Db) {
        let test = optional(db);
        let (_, email) = staff(&test, &[Role::Moderator]).await;
        let mut browser = Browser::at(&test, "192.0.2.1");
        browser.sign_in(&email, PASSWORD).await;
        let (_, codes) = set_up(&mut browser).await;
        let mut fresh = Browser::at(&test, "203.0.113.5");
        fresh.sign_in(&email, PASSWORD).await;
        assert_eq!(fresh.post("/sign-in/passkey/options", &[]).await.status, 200);
        assert_eq!(fresh.post("/sign-in/passkey", &[("credential", "{}")]).await.status, 422);
        assert_eq!(fresh.post("/sign-in/second-factor", &[("code", &codes[0])]).await.status, 303);
        for left in ["__Host-dopis-step", "__Host-dopis-passkey"] {
            assert!(!fresh.cookies.contains_key(left), "{left}");
        }
    }

    async fn a_key_takes_the_place_of_another_without_anybody_noticing(db: Db) {
        let old = optional(db);
        let (id, email) = staff(&old, &[Role::Moderator]).await;
        let mut browser = Browser::at(&old, "192.0.2.1");
        browser.sign_in(&email, PASSWORD).await;
        let (secret, _) = set_up(&mut browser).await;
        let with_keys = |number, secret_key: &str, other: &str| {
            old.node_with(number, |config| {
                config.sign_in.secret_key = secret_key.to_owned();
                config.sign_in.other_secret_key = other.to_owned();
            })
        };
        let (former, next) = (old.app.config.sign_in.secret_key.clone(), "the next key of the tests, just as long");
        let opens = async |node: &TestApp| {
            node.wait(STEP);
            let mut fresh = Browser::at(node, "203.0.113.5");
            fresh.sign_in(&email, PASSWORD).await;
            fresh.post("/sign-in/second-factor", &[("code", &code(&secret, node.now()))]).await.status.as_u16()
        };
        assert_eq!(opens(&with_keys(2, next, "")).await, 500, "with the new key alone nobody gets in");
        let between = with_keys(3, next, &former);
        assert_eq!(opens(&between).await, 303);
        let mut said = Vec::new();
        assert!(dopis::commands::reseal_secrets::run(&between.app, &mut said).await.unwrap());
        assert_eq!(String::from_utf8(said).unwrap(), "sealed anew: 1\nsealed so already: 0\nno key opens: 0\n");
        assert_eq!(opens(&with_keys(4, next, "")).await, 303);
        let key = store::accounts::AccountKey { seller: String::new(), person: id.to_string() };
        let kept = async move |tx: &store::Tx| store::totp_secrets::find(tx, &key).await;
        let kept = old.app.db.read(kept).await.unwrap().unwrap();
        assert!(!kept.sealed.windows(20).any(|part| part == secret));
        let mut said = Vec::new();
        assert!(!dopis::commands::reseal_secrets::run(&old.app, &mut said).await.unwrap());
        assert!(String::from_utf8(said).unwrap().ends_with("no key opens: 1\n"));
    }
}
