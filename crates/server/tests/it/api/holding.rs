//! Messages that a moderator looks at first: who sees them, what the clock does meanwhile, and what is decided.

use axum::body::Body;
use axum::http::Method;
use jiff::SignedDuration;
use rules::access::Role;
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::World;
use super::contact::{all_read, id_of, none_holds, set};
use super::sending_again::post;
use crate::support::{Answer, Client};

const DEAL: &str = "Dogovorimo se raje mimo tržnice, bo ceneje.";
const WORDS: &str = "mimo tržnice";
const PHONE: &str = "Pokličite me na 041 123 456, hvala.";
const NUMBER: &str = "041 123 456";
const WRITTEN: &str = "2026-11-23T10:00:00Z";

fn hours(hours: i64) -> SignedDuration {
    SignedDuration::from_hours(hours)
}

/// Maja asks on Monday at 9.00 UTC, and an hour later Ana writes what is held; conversation and message.
async fn held(world: &World) -> (String, String) {
    let conversation = world.ask("Kdaj pride paket?").await;
    world.test.wait(hours(1));
    let message = hold(world, &conversation, 1).await;
    (conversation, message)
}

async fn hold(world: &World, conversation: &str, last_read: u32) -> String {
    let answer = world.ana.write(conversation, DEAL, last_read).await;
    assert_eq!(answer.status, 202, "{}", answer.body);
    let body = answer.json();
    assert_eq!(
        (&body["message"]["state"], &body["message"]["sequence"]),
        (&json!("waiting"), &Value::Null)
    );
    body["message"]["id"].as_str().unwrap().to_owned()
}

async fn deadline(world: &World, conversation: &str) -> Value {
    world.ana.get(conversation).await.json()["deadline"].clone()
}

async fn shown(client: &Client, conversation: &str) -> Value {
    let read = client.get(&format!("{conversation}/messages")).await;
    assert_eq!(read.status, 200, "{}", read.body);
    read.json()
}

/// The review with the oldest promise, as the queue shows it.
async fn first_review(world: &World) -> Value {
    let queue = world.moderator.get("/api/v1/reviews").await;
    assert_eq!(queue.status, 200, "{}", queue.body);
    queue.json()["items"][0].clone()
}

async fn path_of_first(world: &World) -> String {
    format!(
        "/api/v1/reviews/{}",
        first_review(world).await["id"].as_str().unwrap()
    )
}

async fn decide(client: &Client, review: &str, decision: &str, ground: &str) -> Answer {
    let body = json!({ "decision": decision, "ground": ground, "note": "Dogovor poteka tukaj." });
    client.put(&format!("{review}/decision"), &body).await
}

#[track_caller]
fn is_done(answer: &Answer) {
    assert_eq!(answer.status, 200, "{}", answer.body);
}

async fn attach(of: &Client, conversation: &str) -> String {
    let path = format!(
        "/api/v1/attachments?conversation={}&name=mere.txt.jpg",
        id_of(conversation)
    );
    let request = of
        .request(Method::POST, &path)
        .header("content-type", "application/octet-stream")
        .header("x-csrf-token", of.csrf.as_deref().unwrap());
    let photo: &[u8] = include_bytes!("../files/photo.jpg");
    let made = of.test.send(request.body(Body::from(photo)).unwrap()).await;
    assert_eq!(made.status, 201, "{}", made.body);
    made.json()["id"].as_str().unwrap().to_owned()
}

both_databases! {
    async fn a_held_message_is_seen_by_its_side_and_staff_and_nowhere_by_the_buyer(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        world.test.wait(hours(1));
        let file = attach(&world.ana, &conversation).await;
        let body = json!({ "text": DEAL, "last_read": 1, "attachments": [file] });
        let path = format!("{conversation}/messages");
        let first = post(&world.ana, &path, "held-1", &body).await;
        assert_eq!(first.status, 202, "{}", first.body);
        // Four working hours from Monday, 11.00 in Ljubljana.
        assert_eq!(first.json()["message"]["decision_by"], "2026-11-23T14:00:00Z");
        assert_eq!(first.json()["deadline"]["state"], "standing");
        let again = post(&world.ana, &path, "held-1", &body).await;
        assert_eq!((again.status, &again.body), (first.status, &first.body));

        let own = shown(&world.bor, &conversation).await;
        assert_eq!(own["items"].as_array().unwrap().len(), 1);
        let held = &own["held"][0];
        assert_eq!((&held["text"], &held["state"], &held["written_at"]), (&json!(DEAL), &json!("waiting"), &json!(WRITTEN)));
        assert_eq!(held["findings"][0]["measure"], "hold");
        assert_eq!(held["attachments"].as_array().unwrap().len(), 1);
        assert_eq!(own["held"].as_array().unwrap().len(), 1, "{own}");

        assert_eq!(shown(&world.maja, &conversation).await["held"], json!([]));
        none_holds(&all_read(&world.maja, &conversation).await, WORDS);
        world.test.run_jobs().await;
        let kinds = world.event_kinds(&world.maja).await;
        assert!(!kinds.iter().any(|kind| kind.starts_with("message.h") || kind.starts_with("review.")), "{kinds:?}");
        let of_file = format!("{conversation}/attachments/{file}");
        assert_eq!(world.maja.get(&of_file).await.problem(), "404 not_found");
        assert_eq!(world.maja.get(&format!("{of_file}/thumbnail")).await.problem(), "404 not_found");
        assert_eq!(world.ana.get(&of_file).await.status, 200);

        let standing = deadline(&world, &conversation).await;
        assert_eq!(standing["due_at"], Value::Null);
        assert_eq!(standing["derivation"]["standing"]["stop"], "message_held", "{standing}");
        let review = path_of_first(&world).await;
        is_done(&world.moderator.put(&format!("{review}/claim"), &json!({})).await);
        is_done(&decide(&world.moderator, &review, "released", "harmless").await);
        let seen = shown(&world.maja, &conversation).await;
        assert_eq!(seen["items"][1]["attachments"].as_array().unwrap().len(), 1, "{seen}");
        assert_eq!(world.maja.get(&of_file).await.status, 200);
    }

    async fn released_it_counts_from_when_it_was_written(db: Db) {
        let world = World::new(db).await;
        let (conversation, message) = held(&world).await;
        // Long after the deadline would have lapsed.
        world.test.wait(hours(72));
        let world = world.again().await;
        let review = path_of_first(&world).await;
        assert_eq!(first_review(&world).await["overdue"], true);
        is_done(&world.moderator.put(&format!("{review}/claim"), &json!({})).await);
        is_done(&decide(&world.moderator, &review, "released", "needed_for_order").await);

        let seen = shown(&world.maja, &conversation).await;
        let sent = &seen["items"][1];
        assert_eq!((&sent["id"], &sent["text"], &sent["sent_at"]), (&json!(message), &json!(DEAL), &json!("2026-11-26T10:00:00Z")));
        assert_eq!(sent["author"]["name"], "Agent ana");
        let answered = deadline(&world, &conversation).await;
        assert_eq!((&answered["state"], &answered["on_time"], &answered["settled_at"]), (&json!("answered"), &json!(true), &json!(WRITTEN)));
        assert_eq!(shown(&world.ana, &conversation).await["held"], json!([]));
        // Decided once and for all, and sent once.
        assert_eq!(decide(&world.moderator, &review, "released", "harmless").await.problem(), "409 review_decided");
        assert_eq!(decide(&world.moderator, &review, "confirmed", "deal_outside").await.problem(), "409 review_decided");
        assert_eq!(shown(&world.maja, &conversation).await["items"].as_array().unwrap().len(), 2);
        assert_eq!(world.moderator.get("/api/v1/reviews").await.json()["open"], 0);
        world.test.run_jobs().await;
        let kinds = world.event_kinds(&world.ana).await;
        let of = |kind: &str| kinds.iter().filter(|other| *other == kind).count();
        assert_eq!([of("message.held"), of("review.opened"), of("review.decided"), of("message.hold_ended"), of("message.sent")], [1, 1, 1, 1, 2]);
    }

    async fn refused_it_never_comes_and_the_clock_runs_on(db: Db) {
        let world = World::new(db).await;
        let (conversation, message) = held(&world).await;
        world.test.wait(hours(2));
        let review = path_of_first(&world).await;
        is_done(&world.moderator.put(&format!("{review}/claim"), &json!({})).await);
        assert_eq!(decide(&world.moderator, &review, "confirmed", "lookalike").await.problem(), "422 ground_does_not_fit");
        is_done(&decide(&world.moderator, &review, "confirmed", "deal_outside").await);

        let own = shown(&world.ana, &conversation).await;
        let held = &own["held"][0];
        assert_eq!((&held["id"], &held["state"]), (&json!(message), &json!("refused")));
        assert_eq!((&held["decision"]["ground"], &held["decision"]["note"]), (&json!("deal_outside"), &json!("Dogovor poteka tukaj.")));
        let page = world.ana.get(&format!("/conversations/{}", id_of(&conversation))).await;
        assert!(page.body.contains("deal outside the marketplace") && page.body.contains("Dogovor poteka tukaj."), "{}", page.body);
        none_holds(&all_read(&world.maja, &conversation).await, WORDS);
        // Tuesday 9.00 UTC, and the two hours for which it stood.
        let running = deadline(&world, &conversation).await;
        assert_eq!((&running["state"], &running["due_at"]), (&json!("running"), &json!("2026-11-24T11:00:00Z")));
        let sent_again = world.ana.write(&conversation, "Paket pride jutri.", 1).await;
        assert_eq!(sent_again.status, 201, "{}", sent_again.body);
    }

    async fn two_moderators_are_never_at_the_same_message(db: Db) {
        let world = World::new(db).await;
        held(&world).await;
        let other = world.test.staff(&[Role::Moderator]).await;
        let review = path_of_first(&world).await;
        assert_eq!(world.moderator.get(&review).await.problem(), "409 review_not_claimed");
        is_done(&world.moderator.put(&format!("{review}/claim"), &json!({})).await);
        assert_eq!(other.put(&format!("{review}/claim"), &json!({})).await.problem(), "409 review_claimed");
        assert_eq!(other.get(&review).await.problem(), "409 review_claimed");
        assert_eq!(decide(&other, &review, "released", "harmless").await.problem(), "409 review_claimed");
        let opened = world.moderator.get(&review).await;
        is_done(&opened);
        assert_eq!((&opened.json()["text"], &opened.json()["around"][0]["text"]), (&json!(DEAL), &json!("Kdaj pride paket?")));
        world.test.wait(SignedDuration::from_mins(11));
        is_done(&other.put(&format!("{review}/claim"), &json!({})).await);
        assert_eq!(decide(&world.moderator, &review, "released", "harmless").await.problem(), "409 review_claimed");
        assert_eq!(other.bare(Method::DELETE, &format!("{review}/claim")).await.status, 204);
        is_done(&decide(&world.moderator, &review, "dismissed", "lookalike").await);
        // Each look stands among the readings.
        let readings = world.administrator.get("/api/v1/oversight/readings").await.json();
        assert!(readings["items"].as_array().unwrap().iter().any(|reading| reading["reason"].as_str().unwrap().starts_with("Moderation")), "{readings}");
    }

    async fn what_the_buyer_asks_meanwhile_is_owed_since_then(db: Db) {
        let world = World::new(db).await;
        let (conversation, _) = held(&world).await;
        world.test.wait(hours(1));
        let asked = world.maja.write(&conversation, "Še kaj novega?", 1).await;
        assert_eq!(asked.status, 201, "{}", asked.body);
        let second = asked.json()["message"]["id"].clone();
        world.test.wait(hours(2));
        let review = path_of_first(&world).await;
        is_done(&decide(&world.moderator, &review, "released", "harmless").await);
        let owed = deadline(&world, &conversation).await;
        assert_eq!((&owed["message"], &owed["state"], &owed["received_at"]), (&second, &json!("running"), &json!("2026-11-23T11:00:00Z")));
        // 24 hours from 11.00, and the two for which it stood.
        assert_eq!(owed["due_at"], "2026-11-24T13:00:00Z");
        let all = world.ana.get(&format!("{conversation}/deadlines")).await.json();
        assert_eq!((&all["items"][0]["state"], &all["items"][0]["settled_at"]), (&json!("answered"), &json!(WRITTEN)), "{all}");
    }

    async fn its_writers_side_takes_it_back_until_it_is_decided(db: Db) {
        let world = World::new(db).await;
        let (conversation, message) = held(&world).await;
        let path = format!("{conversation}/held-messages/{message}");
        for client in [&world.maja, &world.eva, &world.moderator] {
            assert_eq!(client.bare(Method::DELETE, &path).await.problem(), "404 not_found");
        }
        assert_eq!(world.bor.bare(Method::DELETE, &path).await.status, 204);
        assert_eq!(world.ana.bare(Method::DELETE, &path).await.problem(), "409 not_waiting");
        assert_eq!(world.moderator.get("/api/v1/reviews").await.json()["items"], json!([]));
        assert_eq!(deadline(&world, &conversation).await["state"], "running");
        assert_eq!(shown(&world.ana, &conversation).await["held"][0]["state"], "withdrawn");
        none_holds(&all_read(&world.maja, &conversation).await, WORDS);
    }

    async fn it_comes_into_a_closed_conversation_and_opens_it_unless_another_is_open(db: Db) {
        let world = World::new(db).await;
        for another in [false, true] {
            let (conversation, _) = held(&world).await;
            is_done(&world.maja.put(&format!("{conversation}/closure"), &json!({})).await);
            if another {
                let other = world.ask("Novo vprašanje").await;
                assert_ne!(other, conversation);
            }
            let review = path_of_first(&world).await;
            is_done(&decide(&world.moderator, &review, "dismissed", "quoted").await);
            let state = world.ana.get(&conversation).await.json()["state"].clone();
            assert_eq!(state, if another { "closed" } else { "open" });
            let seen = shown(&world.maja, &conversation).await;
            assert_eq!(seen["items"].as_array().unwrap().last().unwrap()["text"], DEAL);
            is_done_or_closed(&world.maja.put(&format!("{conversation}/closure"), &json!({})).await);
        }
    }

    async fn nothing_waits_where_there_is_no_conversation_yet(db: Db) {
        let world = World::new(db).await;
        let body = json!({ "subject": { "kind": "order", "id": "W1" }, "text": DEAL, "confirmed": true });
        let path = "/api/v1/conversations";
        assert_eq!(world.ana.post(path, &body).await.problem(), "422 contact_refused");
        let conversation = world.ask("Kdaj pride paket?").await;
        let landed = world.ana.post(path, &body).await;
        assert_eq!(landed.status, 202, "{}", landed.body);
        assert_eq!((&landed.json()["is_new"], &landed.json()["message"]["state"]), (&json!(false), &json!("waiting")));
        assert_eq!(shown(&world.ana, &conversation).await["held"].as_array().unwrap().len(), 1);
    }

    async fn held_and_taken_over_the_clock_runs_once_both_have_ended(db: Db) {
        let world = World::new(db).await;
        let (conversation, _) = held(&world).await;
        let take_over = format!("{conversation}/take-over");
        is_done(&world.moderator.put(&take_over, &json!({})).await);
        assert_eq!(world.ana.write(&conversation, DEAL, 1).await.problem(), "409 taken_over");
        world.test.wait(hours(1));
        let review = path_of_first(&world).await;
        is_done(&decide(&world.moderator, &review, "confirmed", "deal_outside").await);
        assert_eq!(deadline(&world, &conversation).await["state"], "standing");
        world.test.wait(hours(1));
        is_done(&world.moderator.bare(Method::DELETE, &take_over).await);
        let running = deadline(&world, &conversation).await;
        assert_eq!((&running["state"], &running["due_at"]), (&json!("running"), &json!("2026-11-24T11:00:00Z")));
    }

    async fn some_of_what_is_hidden_is_looked_at_and_comes_into_sight_where_it_was_nothing(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask("Kdaj pride paket?").await;
        // The invitation to call alone would be held.
        assert_eq!(set(&world, "contact_of_sellers", "deal", "confirm").await.status, 201);
        for (percent, reviews) in [(0, 0), (100, 1)] {
            let body = json!({ "setting": "sampled_percent", "value": percent, "reason": "Preizkus" });
            assert_eq!(world.administrator.post("/api/v1/settings/changes", &body).await.status, 201);
            let body = json!({ "text": PHONE, "last_read": 1, "confirmed": true, "insist": true });
            let sent = world.ana.post(&format!("{conversation}/messages"), &body).await;
            assert_eq!(sent.status, 201, "{}", sent.body);
            assert_eq!(world.moderator.get("/api/v1/reviews").await.json()["open"], reviews);
        }
        assert_eq!(first_review(&world).await["cause"], "sampled");
        let auditor = world.test.staff(&[Role::Auditor]).await;
        assert_eq!(auditor.get("/api/v1/reviews").await.json()["open"], 1);
        let review = path_of_first(&world).await;
        assert_eq!(auditor.get(&review).await.problem(), "403 reason_needed");
        let reason = json!({ "reason": "Nadzor" });
        let reads = format!("{conversation}/reads");
        assert!(auditor.post(&reads, &reason).await.status.is_success());
        is_done(&auditor.get(&review).await);
        for client in [&auditor, &world.ana, &world.maja, &world.administrator] {
            assert_eq!(decide(client, &review, "dismissed", "lookalike").await.problem(), "403 not_allowed");
        }
        is_done(&decide(&world.moderator, &review, "dismissed", "lookalike").await);
        let seen = shown(&world.maja, &conversation).await;
        let texts: Vec<&str> = seen["items"].as_array().unwrap().iter().map(|item| item["text"].as_str().unwrap()).collect();
        assert_eq!(texts[1], PHONE.replace(NUMBER, rules::moderation::HIDDEN));
        assert_eq!((texts[2], &seen["items"][2]["masked"]), (PHONE, &json!(false)));
        world.test.run_jobs().await;
        assert!(world.event_kinds(&world.maja).await.contains(&"message.uncovered".to_owned()));
    }

    async fn what_is_unsure_is_asked_about_and_buyers_are_never_held(db: Db) {
        let world = World::new(db).await;
        let conversation = world.ask(DEAL).await;
        assert_eq!(world.moderator.get("/api/v1/reviews").await.json()["open"], 0);
        let refused = set(&world, "contact_of_buyers", "deal", "hold").await;
        assert_eq!(refused.problem(), "422 blocks_buyers");
        assert_eq!(shown(&world.ana, &conversation).await["items"][0]["text"], DEAL);
    }

    async fn moderators_decide_on_pages_too(db: Db) {
        let world = World::new(db).await;
        let (conversation, message) = held(&world).await;
        let thread = format!("/conversations/{}", id_of(&conversation));
        let own = world.ana.get(&thread).await;
        let anchor = format!("id=\"held-{message}\"");
        assert!(own.body.contains(&anchor) && own.body.contains("waits for the marketplace to look at it"), "{}", own.body);
        assert!(!world.maja.get(&thread).await.body.contains(&message));
        let queue = world.moderator.get("/staff/reviews").await;
        assert!(queue.body.contains("Thing 1") && queue.body.contains("It waits to be sent"), "{}", queue.body);
        let next = world.moderator.post_form("/staff/reviews/next", &[]).await;
        assert_eq!(next.status, 303, "{}", next.body);
        let page = next.header("location").to_owned();
        let one = world.moderator.get(&page).await;
        let mark = "<mark class=\"hidden-words\">";
        assert!(one.body.contains(mark) && one.body.contains("Kdaj pride paket?"), "{}", one.body);
        let other = world.test.staff(&[Role::Moderator]).await;
        let none = other.post_form("/staff/reviews/next", &[]).await;
        assert_eq!(none.header("location"), "/staff/reviews?notice=reviews-done");
        let taken = other.get(&page).await;
        assert_eq!(taken.header("location"), "/staff/reviews?notice=review-claimed");
        let decided = world.moderator.post_form(&format!("{page}/decision"), &[("ground", "needed_for_order"), ("note", "")]).await;
        assert_eq!(decided.header("location"), "/staff/reviews?notice=reviews-done", "{}", decided.body);
        assert!(world.maja.get(&thread).await.body.contains(WORDS));
        let past = world.moderator.get(&page).await;
        assert!(past.body.contains("needed for this order"), "{}", past.body);
        assert_eq!(world.ana.get("/staff/reviews").await.status, 403);

        let second = hold(&world, &conversation, 2).await;
        let withdrawal = format!("{thread}/held/{second}/withdrawal");
        let back = world.ana.post_form(&withdrawal, &[]).await;
        assert_eq!(back.header("location"), format!("{thread}?notice=held-taken-back#held-{second}"));
        assert!(world.ana.get(&thread).await.body.contains("The message was taken back."));
    }
}

/// Where another one was open, this one is closed already.
#[track_caller]
fn is_done_or_closed(answer: &Answer) {
    assert!(
        answer.status == 200 || answer.status == 409,
        "{}",
        answer.body
    );
}
