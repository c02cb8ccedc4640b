//! What a person has confirmed against a seller: disputes before it, what it rests on, how long it counts, and contests.

use axum::http::Method;
use dopis::actions::moderation::strikes::give;
use dopis::actions::record::Recorder;
use dopis::error::ActionError;
use jiff::{SignedDuration, Timestamp};
use rules::access::{AgentRole, Role, Roles, Viewer};
use rules::ids::StaffId;
use rules::moderation::{Decided, Decision, Ground, Review};
use serde_json::{Value, json};
use store::sessions::Person;
use store::{Db, Tx, both_databases};

use super::World;
use crate::support::{Answer, Client, TestApp};

const PHONE: &str = "Številka je 041 123 456, hvala.";
const NUMBER: &str = "041 123 456";

/// Ana has sent a buyer her number; the conversation's path and the message's id.
async fn sent(world: &World) -> (String, String) {
    let conversation = world.ask("Kdaj pride paket?").await;
    let body = json!({ "text": PHONE, "last_read": 1, "confirmed": true });
    let sent = world
        .ana
        .post(&format!("{conversation}/messages"), &body)
        .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let message = sent.json()["message"]["id"].as_str().unwrap().to_owned();
    (conversation, message)
}

async fn dispute(client: &Client, conversation: &str, message: &str) -> Answer {
    let path = format!("{conversation}/messages/{message}/dispute");
    let body = json!({ "reason": "To je številka dostavne službe." });
    client.json(Method::PUT, &path, &body).await
}

/// This person of staff decides about the review of a message, or the one that waits; what it gives is given once.
pub(crate) async fn decide(
    test: &TestApp,
    by: StaffId,
    message: Option<String>,
    (decision, ground): (Decision, Ground),
) {
    let (app, now) = (test.app.clone(), test.now());
    let viewer = Viewer::Staff {
        staff: by,
        roles: Roles::new([Role::Moderator]),
    };
    let work = async move |tx: &Tx| {
        let open = store::reviews::any_open(tx, None, 20).await?.into_iter();
        let is_meant = |review: &Review| match &message {
            Some(message) => review.message.to_string() == *message,
            None => true,
        };
        let mut review = open.map(|listed| listed.review).find(is_meant).unwrap();
        let decided = Decided {
            at: now,
            by,
            decision,
            ground,
            note: None,
        };
        review.decide(decided).unwrap();
        assert!(store::reviews::decide(tx, &review, &decided).await?);
        let recorder = Recorder::new(&app, &viewer, now);
        let given = give(tx, &app, &recorder, &review).await?;
        assert_eq!(give(tx, &app, &recorder, &review).await?, given);
        Ok::<_, ActionError>(())
    };
    test.app.db.write(work).await.unwrap();
}

/// A moderator decides about the review that waits.
async fn decide_over_the_api(world: &World, decision: &str, ground: &str) {
    let waiting = world.moderator.get("/api/v1/reviews").await.json();
    let id = waiting["items"][0]["id"].as_str().unwrap().to_owned();
    let body = json!({ "decision": decision, "ground": ground });
    let path = format!("/api/v1/reviews/{id}/decision");
    let decided = world.moderator.json(Method::PUT, &path, &body).await;
    assert_eq!(decided.status, 200, "{}", decided.body);
}

/// Ana writes her number, says that it is none, and this person confirms that it is: the strike as its seller sees it.
async fn struck_by(world: &World, conversation: &str, by: StaffId) -> Value {
    let body = json!({ "text": PHONE, "last_read": 1, "insist": true, "confirmed": true });
    let sent = world
        .ana
        .post(&format!("{conversation}/messages"), &body)
        .await;
    assert_eq!(sent.status, 201, "{}", sent.body);
    let message = sent.json()["message"]["id"].as_str().unwrap().to_owned();
    let disputed = dispute(&world.ana, conversation, &message).await;
    assert_eq!(disputed.status, 200, "{}", disputed.body);
    let confirmed = (Decision::Confirmed, Ground::ContactData);
    decide(&world.test, by, Some(message), confirmed).await;
    strikes(&world.ana).await.remove(0)
}

/// The same by anybody, for tests of other things; the strike's id.
pub(crate) async fn some_strike(world: &World, conversation: &str) -> String {
    let by = world.test.known_staff(&[Role::Moderator], "none").await;
    let strike = struck_by(world, conversation, by).await;
    strike["id"].as_str().unwrap().to_owned()
}

async fn struck(world: &World) -> Value {
    let by = world.test.known_staff(&[Role::Moderator], "none").await;
    let conversation = world.ask("Kdaj pride paket?").await;
    struck_by(world, &conversation, by).await
}

async fn strikes(client: &Client) -> Vec<Value> {
    let read = client.get("/api/v1/strikes").await;
    assert_eq!(read.status, 200, "{}", read.body);
    read.json()["items"].as_array().unwrap().clone()
}

fn path(strike: &Value) -> String {
    format!("/api/v1/strikes/{}", strike["id"].as_str().unwrap())
}

fn instant(value: &Value) -> Timestamp {
    value.as_str().unwrap().parse().unwrap()
}

async fn contest(client: &Client, strike: &Value) -> Answer {
    let body = json!({ "text": "To je javna številka dostave.\nKupec jo potrebuje." });
    let path = format!("{}/contest", path(strike));
    client.json(Method::PUT, &path, &body).await
}

async fn settle(client: &Client, strike: &Value, outcome: &str) -> Answer {
    let body = json!({ "outcome": outcome, "reason": "Številka je res javna." });
    let path = format!("{}/decision", path(strike));
    client.json(Method::PUT, &path, &body).await
}

async fn newest(client: &Client, conversation: &str) -> Value {
    let read = client.get(&format!("{conversation}/messages")).await;
    assert_eq!(read.status, 200, "{}", read.body);
    let read = read.json();
    read["items"].as_array().unwrap().last().unwrap().clone()
}

both_databases! {
    async fn its_own_side_disputes_a_message_once_and_a_person_answers_there(db: Db) {
        let world = World::new(db).await;
        let (conversation, message) = sent(&world).await;
        assert_eq!(newest(&world.bor, &conversation).await["dispute"]["state"], "possible");
        assert_eq!(newest(&world.maja, &conversation).await["dispute"], Value::Null);
        for (who, client, refused) in [
            ("the buyer", &world.maja, "409 dispute_not_yours"),
            ("another seller", &world.eva, "404 not_found"),
            ("another buyer", &world.tone, "404 not_found"),
            ("staff", &world.moderator, "403 not_allowed"),
        ] {
            assert_eq!(dispute(client, &conversation, &message).await.problem(), refused, "{who}");
        }
        let reader = world.test.agent_as("nova", "cene", AgentRole::ReadOnly).await;
        assert_eq!(dispute(&reader, &conversation, &message).await.problem(), "403 not_allowed");
        let empty = world.ana.json(Method::PUT, &format!("{conversation}/messages/{message}/dispute"), &json!({ "reason": " " })).await;
        assert_eq!(empty.problem(), "422 invalid_reason");

        let disputed = dispute(&world.bor, &conversation, &message).await;
        assert_eq!(disputed.status, 200, "{}", disputed.body);
        // Four working hours from Monday at 10.00.
        assert_eq!(disputed.json()["due_at"], "2026-11-23T13:00:00Z", "{}", disputed.body);
        assert_eq!(newest(&world.ana, &conversation).await["dispute"]["state"], "waits");
        assert_eq!(dispute(&world.ana, &conversation, &message).await.problem(), "409 already_disputed");

        decide_over_the_api(&world, "dismissed", "lookalike").await;
        assert_eq!(newest(&world.maja, &conversation).await["text"], PHONE);
        let own = newest(&world.ana, &conversation).await;
        assert_eq!((&own["dispute"]["state"], &own["dispute"]["answer"]["decision"]), (&json!("answered"), &json!("dismissed")));
        assert_eq!(dispute(&world.ana, &conversation, &message).await.problem(), "409 already_disputed");
        assert_eq!(strikes(&world.ana).await, Vec::<Value>::new());
        let heard = world.event_kinds(&world.maja).await;
        assert!(!heard.contains(&"message.disputed".to_owned()), "{heard:?}");
    }

    async fn a_moderator_who_confirms_gives_a_strike(db: Db) {
        let world = World::new(db).await;
        let (conversation, message) = sent(&world).await;
        assert_eq!(dispute(&world.ana, &conversation, &message).await.status, 200);
        decide_over_the_api(&world, "confirmed", "contact_data").await;
        assert_eq!(newest(&world.ana, &conversation).await["dispute"]["answer"]["ground"], "contact_data");
        let strikes = strikes(&world.ana).await;
        assert_eq!((strikes.len(), &strikes[0]["message"]), (1, &json!(message)));
        assert!(!newest(&world.maja, &conversation).await["text"].as_str().unwrap().contains(NUMBER));
    }

    async fn a_held_message_is_disputed_before_the_buyer_has_it(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let deal = "Dogovorimo se raje mimo tržnice, bo ceneje.";
        let held = world.ana.write(&conversation, deal, 1).await;
        assert_eq!(held.status, 202, "{}", held.body);
        let waiting = world.moderator.get("/api/v1/reviews").await.json();
        let message = waiting["items"][0]["message"].as_str().unwrap().to_owned();
        assert_eq!(dispute(&world.maja, &conversation, &message).await.problem(), "404 not_found");
        assert_eq!(dispute(&world.bor, &conversation, &message).await.status, 200);
        assert_eq!(world.moderator.get("/api/v1/reviews").await.json()["open"], 1, "one person looks at it");
        decide_over_the_api(&world, "confirmed", "deal_outside").await;
        let strike = strikes(&world.ana).await.remove(0);
        assert_eq!((&strike["evidence"]["text"], &strike["ground"]), (&json!(deal), &json!("deal_outside")));
    }

    async fn two_who_dispute_at_once_ask_one_person(db: Db) {
        let world = World::new(db).await;
        let (conversation, message) = sent(&world).await;
        let (one, other) = tokio::join!(
            dispute(&world.ana, &conversation, &message),
            dispute(&world.bor, &conversation, &message),
        );
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.body, other.body);
    }

    async fn a_buyer_disputes_too_and_is_never_struck(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask(PHONE).await;
        let message = newest(&world.maja, &conversation).await;
        let message = message["id"].as_str().unwrap();
        assert_eq!(dispute(&world.ana, &conversation, message).await.problem(), "409 dispute_not_yours");
        assert_eq!(dispute(&world.maja, &conversation, message).await.status, 200);
        decide_over_the_api(&world, "confirmed", "contact_data").await;
        let own = newest(&world.maja, &conversation).await;
        assert_eq!(own["dispute"]["answer"]["decision"], "confirmed");
        assert!(!newest(&world.ana, &conversation).await["text"].as_str().unwrap().contains(NUMBER));
        assert_eq!(strikes(&world.ana).await, Vec::<Value>::new());
    }

    async fn a_strike_keeps_what_it_rests_on_and_nobody_else_sees_it(db: Db) {
        let world = World::new(db).await;
        let strike = struck(&world).await;
        assert_eq!((&strike["state"], &strike["counts"], &strike["ground"]), (&json!("counts"), &json!(true), &json!("contact_data")));
        let evidence = &strike["evidence"];
        assert_eq!((&evidence["text"], &evidence["author"]), (&json!(PHONE), &json!("agent")));
        let findings = evidence["findings"].as_array().unwrap();
        let phone = findings.iter().find(|finding| finding["kind"] == "phone").unwrap();
        assert_eq!((&phone["measure"], &phone["version"]), (&json!("mask"), &json!(rules::contact::VERSION)));
        // Ninety days, and six months to the end of the day.
        assert_eq!((&strike["expires_at"], &strike["contest_until"]), (&json!("2027-02-21T09:00:00Z"), &json!("2027-05-23T22:00:00Z")));

        assert_eq!(strikes(&world.bor).await.len(), 1);
        assert_eq!(strikes(&world.eva).await, Vec::<Value>::new());
        let eva = world.eva.get("/api/v1/strikes?seller=nova").await;
        assert_eq!((eva.problem(), world.eva.get(&path(&strike)).await.problem()), ("404 not_found".to_owned(), "404 not_found".to_owned()));
        assert_eq!(world.maja.get("/api/v1/strikes").await.problem(), "403 not_allowed");
        world.test.run_jobs().await;
        let heard = world.event_kinds(&world.maja).await;
        assert!(heard.iter().all(|kind| !kind.starts_with("strike.")), "{heard:?}");
        assert!(world.event_kinds(&world.ana).await.contains(&"strike.given".to_owned()));
    }

    async fn staff_see_the_words_one_by_one_and_on_record(db: Db) {
        let world = World::new(db).await;
        let strike = struck(&world).await;
        let listed = world.moderator.get("/api/v1/strikes?seller=nova").await;
        assert_eq!(listed.json()["items"][0]["evidence"], Value::Null);
        assert!(!listed.body.contains(NUMBER), "{}", listed.body);
        assert_eq!(world.moderator.get("/api/v1/strikes").await.problem(), "422 seller_missing");
        let looks = async || {
            world.test.wait(SignedDuration::from_secs(2));
            world.test.run_jobs().await;
            world.event_kinds(&world.ana).await.iter().filter(|kind| *kind == "strike.looked").count()
        };
        assert_eq!(world.moderator.get(&path(&strike)).await.json()["evidence"]["text"], PHONE);
        world.ana.get(&path(&strike)).await;
        assert_eq!(looks().await, 1);
    }

    async fn another_person_decides_about_a_contest(db: Db) {
        let world = World::new(db).await;
        let giver_id = world.test.known_staff(&[Role::Moderator, Role::Reviewer], "none").await;
        let giver = world.test.session_of(Person::Staff(giver_id)).await;
        let reviewer = world.test.staff(&[Role::Reviewer]).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        let strike = struck_by(&world, &conversation, giver_id).await;
        assert_eq!(settle(&reviewer, &strike, "lifted").await.problem(), "409 not_contested");
        let agent = world.test.agent_as("nova", "dana", AgentRole::Agent).await;
        assert_eq!(contest(&agent, &strike).await.problem(), "403 not_allowed");
        assert_eq!(contest(&world.eva, &strike).await.problem(), "404 not_found");
        let contested = contest(&world.ana, &strike).await;
        assert_eq!((contested.status.as_u16(), &contested.json()["state"], &contested.json()["counts"]), (200, &json!("contested"), &json!(true)), "{}", contested.body);
        assert_eq!(contest(&world.bor, &strike).await.problem(), "409 already_contested");

        for (client, gave_it) in [(&giver, true), (&reviewer, false)] {
            let waiting = client.get("/api/v1/oversight/contests").await.json();
            assert_eq!((&waiting["items"][0]["gave_it"], &waiting["items"][0]["strike"]["contest"]["text"]), (&json!(gave_it), &Value::Null));
        }
        assert_eq!(settle(&giver, &strike, "lifted").await.problem(), "403 contest_same_person");
        assert_eq!(settle(&world.moderator, &strike, "lifted").await.problem(), "403 not_allowed");
        assert_eq!(settle(&reviewer, &strike, "halved").await.problem(), "422 outcome");
        let lifted = settle(&reviewer, &strike, "lifted").await;
        assert_eq!((lifted.status.as_u16(), &lifted.json()["state"], &lifted.json()["counts"]), (200, &json!("lifted"), &json!(false)), "{}", lifted.body);
        assert_eq!(settle(&reviewer, &strike, "upheld").await.problem(), "409 contest_decided");
        assert_eq!(reviewer.get("/api/v1/oversight/contests").await.json()["items"], json!([]));
        let own = strikes(&world.bor).await.remove(0);
        assert_eq!(own["contest"]["decision"]["reason"], "Številka je res javna.");
        assert_eq!(own["contest"]["text"], "To je javna številka dostave.\nKupec jo potrebuje.");
    }

    async fn of_two_contests_and_two_decisions_at_once_one_holds(db: Db) {
        let world = World::new(db).await;
        let strike = struck(&world).await;
        let (one, other) = tokio::join!(contest(&world.ana, &strike), contest(&world.bor, &strike));
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.body, other.body);
        let (first, second) = (world.test.staff(&[Role::Reviewer]).await, world.test.staff(&[Role::Decider]).await);
        let (one, other) = tokio::join!(settle(&first, &strike, "upheld"), settle(&second, &strike, "lifted"));
        let mut statuses = [one.status.as_u16(), other.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", one.body, other.body);
        let winner = if one.status == 200 { "upheld" } else { "lifted" };
        assert_eq!(strikes(&world.ana).await[0]["contest"]["decision"]["outcome"], winner);
        world.test.run_jobs().await;
        let told = world.event_kinds(&world.ana).await;
        let of = |kinds: [&str; 2]| told.iter().filter(|kind| kinds.contains(&kind.as_str())).count();
        assert_eq!((of(["strike.contested"; 2]), of(["strike.upheld", "strike.lifted"])), (1, 1), "{told:?}");
    }

    async fn it_is_over_at_the_instant_and_six_months_are_the_time_to_contest_it(db: Db) {
        let world = World::new(db).await;
        let set = json!({ "setting": "strike_days", "value": 30, "reason": "Preizkus" });
        assert_eq!(world.administrator.post("/api/v1/settings/changes", &set).await.status, 201);
        let strike = struck(&world).await;
        let (over, last) = (instant(&strike["expires_at"]), instant(&strike["contest_until"]));
        assert_eq!(over, "2026-12-23T09:00:00Z".parse().unwrap());
        let second = SignedDuration::from_secs(1);
        let wait_to = |world: &World, at: Timestamp| world.test.wait(at.duration_since(world.test.now()));
        wait_to(&world, over - second);
        let world = world.again().await;
        assert_eq!(strikes(&world.ana).await[0]["counts"], true);
        world.test.wait(second);
        let now = strikes(&world.ana).await.remove(0);
        assert_eq!((&now["counts"], &now["state"]), (&json!(false), &json!("expired")));
        wait_to(&world, last - second);
        let world = world.again().await;
        let late = world.test.staff(&[Role::Reviewer]).await;
        assert_eq!(settle(&late, &strike, "lifted").await.problem(), "409 not_contested");
        world.test.wait(second);
        assert_eq!(contest(&world.ana, &strike).await.problem(), "409 contest_too_late");
        assert_eq!(strikes(&world.ana).await[0]["contest"], Value::Null);
    }
}
