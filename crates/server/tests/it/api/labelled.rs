//! What people have decided about messages: how good the rules are by it, and the messages as a file.

use jiff::SignedDuration;
use rules::access::Role;
use rules::contact::evaluation::LabelledMessage;
use rules::conversation::AuthorKind;
use rules::deadline::{Calendar, CalendarSpec};
use rules::ids::{ContentId, ConversationId, MessageId, ReviewId, SellerId, StaffId};
use rules::moderation::{Cause, Decided, Decision, Ground, Review, promise};
use serde_json::{Value, json};
use store::testing::erase_content;
use store::{Db, DbError, Tx, both_databases};
use uuid::Uuid;

use super::World;

/// A person looks at the message and decides, `number` hours later.
async fn decide(
    world: &World,
    (conversation, message): (&str, &str),
    number: u8,
    decision: Decision,
) {
    let now = world.test.now();
    let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
    let calendar = Calendar::new(&spec, &[], now).unwrap();
    let (due_at, derivation) = promise(&calendar, now, SignedDuration::from_hours(4)).unwrap();
    let review = Review {
        seller: SellerId::parse("nova").unwrap(),
        id: ReviewId(Uuid::from_u128(number.into())),
        conversation: ConversationId(conversation.rsplit('/').next().unwrap().parse().unwrap()),
        message: MessageId(message.parse().unwrap()),
        cause: Cause::Sampled,
        opened_at: now,
        due_at,
        derivation,
        author: AuthorKind::Agent,
        language: Some("sl".to_owned()),
        stated: None,
        disputed_by: None,
        claim: None,
        decided: None,
    };
    let ground = Ground::ALL
        .iter()
        .find(|ground| ground.decision() == decision);
    let ground = *ground.expect("each decision has a ground");
    let decided = Decided {
        at: now + SignedDuration::from_hours(number.into()),
        by: StaffId(Uuid::from_u128(9)),
        decision,
        ground,
        note: None,
    };
    let work = async move |tx: &Tx| {
        store::reviews::insert(tx, &review).await?;
        assert!(store::reviews::decide(tx, &review, &decided).await?);
        Ok::<(), DbError>(())
    };
    world.test.app.db.write(work).await.unwrap();
}

async fn erase(world: &World, message: &str) {
    let content = ContentId(message.parse().unwrap());
    let work = async move |tx: &Tx| erase_content(tx, content).await;
    assert_eq!(world.test.app.db.write(work).await.unwrap(), 1);
}

/// Four messages with numbers; their ids.
async fn talk(world: &World) -> (String, Vec<String>) {
    let conversation = world.ask("Kje je moj paket?").await;
    let mut messages = Vec::new();
    for (read, last) in (1..).zip(["456", "457", "458", "459"]) {
        let text = format!("Moja številka je 041 123 {last}.");
        let sent = world.ana.write(&conversation, &text, read).await;
        assert_eq!(sent.status, 201, "{}", sent.body);
        messages.push(sent.json()["message"]["id"].as_str().unwrap().to_owned());
    }
    (conversation, messages)
}

both_databases! {
    async fn what_people_decide_says_how_good_the_rules_are(db: Db) {
        let world = World::new(db).await;
        let (conversation, messages) = talk(&world).await;
        let decisions = [Decision::Confirmed, Decision::Dismissed, Decision::Released, Decision::Confirmed];
        for (number, (message, decision)) in (1..).zip(messages.iter().zip(decisions)) {
            decide(&world, (&conversation, message), number, decision).await;
        }
        // The newest decision about a message counts.
        decide(&world, (&conversation, &messages[3]), 9, Decision::Dismissed).await;
        erase(&world, &messages[2]).await;
        let judged = world.moderator.get("/api/v1/labelled-messages").await.json();
        assert_eq!((&judged["messages"], &judged["erased"]), (&json!(4), &json!(1)), "{judged}");
        let rule = &judged["precision"][0];
        assert_eq!((&rule["rule"], &rule["language"], &rule["hits"], &rule["cases"]),
            (&json!("phone.national"), &json!("sl"), &json!(2), &json!(4)), "{judged}");
        assert!(rule["low"].as_f64() < Some(0.2) && rule["high"].as_f64() > Some(0.8), "{rule}");
        let again = &judged["found_again"][0];
        assert_eq!((&again["cause"], &again["hits"], &again["cases"]), (&json!("sampled"), &json!(1), &json!(1)), "{judged}");
        // With a version that does not look for them they are not found again.
        let administrator = &world.administrator;
        let version = json!({ "text": "[switched off]\nphone.national", "reason": "Preizkus" });
        administrator.post("/api/v1/rule-sets", &version).await;
        administrator.post("/api/v1/rule-sets/1/replays", &json!({ "days": 1 })).await;
        world.test.run_jobs().await;
        let active = administrator.put("/api/v1/rule-sets/active", &json!({ "number": 1, "reason": "Preizkus" })).await;
        assert_eq!(active.status, 200, "{}", active.body);
        let judged = world.moderator.get("/api/v1/labelled-messages").await.json();
        assert_eq!((&judged["rule_set"], &judged["found_again"][0]["hits"]), (&json!(1), &json!(0)), "{judged}");
        // What was found in them when they were sent is what it was.
        assert_eq!(judged["precision"][0]["hits"], 2, "{judged}");
    }

    async fn judged_messages_are_exported_without_those_that_are_erased(db: Db) {
        let world = World::new(db).await;
        let (conversation, messages) = talk(&world).await;
        decide(&world, (&conversation, &messages[0]), 1, Decision::Confirmed).await;
        decide(&world, (&conversation, &messages[1]), 2, Decision::Dismissed).await;
        decide(&world, (&conversation, &messages[2]), 3, Decision::Confirmed).await;
        erase(&world, &messages[2]).await;
        let path = "/api/v1/labelled-messages/export";
        let why = json!({ "reason": "Ocena pravil", "ticket": "DEV-7" });
        assert_eq!(world.moderator.post(path, &why).await.status, 403);
        for bad in [json!({ "reason": " " }), json!({ "reason": "x", "ticket": "a b" })] {
            assert_eq!(world.administrator.post(path, &bad).await.status, 422, "{bad}");
        }
        let exported = world.administrator.post(path, &why).await;
        assert_eq!((exported.status.as_u16(), exported.header("content-type")), (200, "application/x-ndjson"), "{}", exported.body);
        let lines: Vec<LabelledMessage> = exported.body.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let told: Vec<_> = lines.iter().map(|line| (line.text.as_str(), line.violating, &line.spans[..])).collect();
        assert_eq!(told, [
            ("Moja številka je 041 123 457.", false, &[][..]),
            ("Moja številka je 041 123 456.", true, &[(17, 28)][..]),
        ]);
        world.test.run_jobs().await;
        let events = world.administrator.get("/api/v1/events?limit=500").await.json();
        let told: Vec<&Value> = events["items"].as_array().unwrap().iter()
            .filter(|event| event["kind"] == "labelled_set.exported").map(|event| &event["body"]).collect();
        let [told] = &told[..] else { panic!("{told:?}") };
        assert_eq!((&told["messages"], &told["left_out"], &told["ticket"]), (&json!(2), &json!(1), &json!("DEV-7")));
        assert!(told["reason"]["commitment"].is_string() && !told.to_string().contains("Ocena"), "{told}");
        // It stands among the readings, of no seller and no conversation.
        let auditor = world.test.staff(&[Role::Auditor]).await;
        let readings = auditor.get("/api/v1/oversight/readings?what=labelled_set").await.json();
        let first = &readings["items"][0];
        assert_eq!((&first["kind"], &first["reason"], &first["looks"]), (&json!("labelled_set"), &json!("Ocena pravil"), &json!(1)));
        assert_eq!((&first["seller"], &first["conversation"]), (&Value::Null, &Value::Null));
    }
}
