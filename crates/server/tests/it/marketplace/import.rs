//! Import: every line taken once, refused lines told, histories with the deadlines of their time.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use rules::conversation::{Alarm, ConversationState, DeadlineState};
use rules::ids::SellerId;
use serde_json::{Value, json};
use store::{Db, Tx, both_databases};

use crate::support::{Answer, Client, TestApp};

pub(super) async fn send(client: &Client, body: impl Into<Body>) -> Answer {
    let request = client
        .request(Method::POST, "/api/v1/import")
        .header("content-type", "application/x-ndjson");
    client.test.send(request.body(body.into()).unwrap()).await
}

pub(super) async fn import(client: &Client, lines: &[Value]) -> Value {
    let body: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let answer = send(client, body).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

fn seller() -> Value {
    json!({ "type": "seller", "id": "studio-nova", "name": "Studio Nova", "country": "SI",
        "time_zone": "Europe/Ljubljana", "language": "sl" })
}

/// A conversation about order W1; each message is who wrote it, when and what.
fn conversation(id: &str, messages: &[(&str, &str, &str)]) -> Value {
    let messages: Vec<Value> = messages
        .iter()
        .map(|(from, at, text)| json!({ "from": from, "at": at, "text": text }))
        .collect();
    json!({ "type": "conversation", "id": id, "seller": "studio-nova", "buyer": "eva", "order": "W1",
        "subject": "Naročilo W1", "messages": messages })
}

async fn loaded(test: &TestApp, id: &'static str) -> rules::conversation::Conversation {
    let seller = SellerId::parse("studio-nova").unwrap();
    let work = async move |tx: &Tx| store::conversations::find_imported(tx, &seller, id).await;
    test.app.db.read(work).await.unwrap().unwrap()
}

async fn deadlines(test: &TestApp, id: &'static str) -> Vec<rules::conversation::ReplyDeadline> {
    let conversation = loaded(test, id).await;
    let work = async move |tx: &Tx| {
        store::deadlines::of_conversation(tx, &conversation.seller, conversation.id).await
    };
    test.app.db.read(work).await.unwrap()
}

async fn event_kinds(test: &TestApp, id: &'static str) -> Vec<String> {
    let conversation = loaded(test, id).await;
    let work = async move |tx: &Tx| {
        store::events::of_conversation(tx, &conversation.seller, conversation.id).await
    };
    let events = test.app.db.read(work).await.unwrap();
    events.into_iter().map(|event| event.kind).collect()
}

/// Wednesday asked and answered on Thursday; asked again on Friday and answered late, on the next Wednesday.
const HISTORY: [(&str, &str, &str); 4] = [
    ("buyer", "2026-11-04T10:00:00Z", "Kdaj bo poslano?"),
    ("seller", "2026-11-05T09:00:00Z", "Jutri."),
    ("buyer", "2026-11-06T10:00:00Z", "Še vedno ni prišlo."),
    (
        "seller",
        "2026-11-11T10:00:00Z",
        "Oprostite za zamudo, paket je na poti.",
    ),
];

both_databases! {
    async fn a_history_has_the_deadlines_of_its_time(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        let report = import(&platform, &[seller(), conversation("R1", &HISTORY)]).await;
        assert_eq!(report["refused"], json!([]), "{report}");
        assert_eq!(report["types"]["conversation"], json!({ "created": 1, "changed": 0, "unchanged": 0 }));

        let [first, second] = deadlines(&test, "R1").await.try_into().unwrap();
        assert_eq!((first.state, first.on_time), (DeadlineState::Answered, Some(true)));
        assert_eq!(first.due_at, Some("2026-11-05T10:00:00Z".parse().unwrap()));
        assert_eq!((second.state, second.on_time), (DeadlineState::Answered, Some(false)));
        // Friday 11.00 in Ljubljana and a weekend: Monday 11.00.
        assert_eq!(second.due_at, Some("2026-11-09T10:00:00Z".parse().unwrap()));
        assert_eq!(second.settled_at, Some("2026-11-11T10:00:00Z".parse().unwrap()));
        assert_eq!(second.alarm, Alarm::Done);
        assert!(!second.derivation.days.is_empty());
        assert_eq!(
            event_kinds(&test, "R1").await,
            [
                "conversation.opened",
                "message.sent",
                "deadline.opened",
                "deadline.due_soon",
                "message.sent",
                "deadline.answered",
                "message.sent",
                "deadline.opened",
                "deadline.due_soon",
                "deadline.overdue",
                "message.sent",
                "deadline.answered",
            ]
        );
        let conversation = loaded(&test, "R1").await;
        assert_eq!(conversation.created_at, "2026-11-04T10:00:00Z".parse().unwrap());
        assert_eq!(conversation.updated_at, test.now());
        assert_eq!((conversation.state, conversation.last_sequence), (ConversationState::Open, 4));
    }

    async fn an_unanswered_message_waits_on(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        // Asked on Friday at 11.00 in Ljubljana; it is Monday 10.00, so an hour is left.
        let asked = [("buyer", "2026-11-20T10:00:00Z", "Ali je na zalogi?")];
        import(&platform, &[seller(), conversation("R1", &asked)]).await;
        let [waiting] = deadlines(&test, "R1").await.try_into().unwrap();
        assert_eq!((waiting.state, waiting.alarm), (DeadlineState::Running, Alarm::Overdue));
        assert_eq!(waiting.due_at, Some("2026-11-23T10:00:00Z".parse().unwrap()));
        // A second message does not move it, and the answer, moved in later, is on time.
        let answered = [asked[0], ("buyer", "2026-11-21T10:00:00Z", "?"), ("seller", "2026-11-23T08:59:00Z", "Da.")];
        let report = import(&platform, &[conversation("R1", &answered)]).await;
        assert_eq!(report["types"]["conversation"]["changed"], json!(1), "{report}");
        let [answered] = deadlines(&test, "R1").await.try_into().unwrap();
        assert_eq!((answered.state, answered.on_time), (DeadlineState::Answered, Some(true)));
    }

    async fn running_it_again_doubles_nothing(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        let lines = [seller(), conversation("R1", &HISTORY)];
        import(&platform, &lines).await;
        let (before, kinds) = (loaded(&test, "R1").await, event_kinds(&test, "R1").await);
        test.wait(jiff::SignedDuration::from_mins(30));
        let report = import(&platform, &lines).await;
        let unchanged = json!({ "created": 0, "changed": 0, "unchanged": 1 });
        assert_eq!(report["types"], json!({ "conversation": unchanged, "seller": unchanged }));
        assert_eq!(loaded(&test, "R1").await, before);
        assert_eq!(event_kinds(&test, "R1").await, kinds);
    }

    async fn of_two_open_about_the_same_the_older_is_closed(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        let at = |day: u8| format!("2026-11-{day:02}T10:00:00Z");
        let asked = |id: &str, day: u8| conversation(id, &[("buyer", &at(day), "Halo?")]);
        let state = async |id: &'static str| {
            let conversation = loaded(&test, id).await;
            (conversation.state, conversation.deadline.unwrap().state)
        };
        import(&platform, &[seller(), asked("R2", 12)]).await;
        import(&platform, &[asked("R1", 11), asked("R3", 13)]).await;
        let closed = (ConversationState::Closed, DeadlineState::Withdrawn);
        assert_eq!(state("R1").await, closed);
        assert_eq!(state("R2").await, closed);
        assert_eq!(state("R3").await, (ConversationState::Open, DeadlineState::Running));
    }

    async fn a_refused_line_is_told_and_the_others_are_loaded(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        import(&platform, &[seller(), conversation("R1", &HISTORY)]).await;
        let mut other_text = HISTORY;
        other_text[1].2 = "Pojutrišnjem.";
        let mut no_subject = conversation("R9", &HISTORY);
        no_subject["order"] = Value::Null;
        let lines = [
            "{".to_owned(),
            json!({ "type": "shop", "id": "x" }).to_string(),
            String::new(),
            conversation("R1", &other_text).to_string(),
            conversation("R2", &[HISTORY[1], HISTORY[0]]).to_string(),
            conversation("R3", &[("buyer", "2026-11-23T09:00:01Z", "Jutri?")]).to_string(),
            conversation("R4", &[("buyer", "2026-11-22T09:00:00Z", "\u{200B}")]).to_string(),
            conversation("R5", &[]).to_string(),
            no_subject.to_string(),
            json!({ "type": "buyer", "id": "eva", "name": "Eva", "email": "eva", "language": "sl", "country": "SI" })
                .to_string(),
            json!({ "type": "buyer", "id": "mia", "name": "Mia", "email": "mia@b.example", "language": "sl",
                "country": "SI" })
            .to_string(),
        ];
        let answer = send(&platform, lines.join("\n")).await;
        let report = answer.json();
        let reasons: Vec<(u64, &str)> = report["refused"]
            .as_array()
            .unwrap()
            .iter()
            .map(|refused| (refused["line"].as_u64().unwrap(), refused["reason"].as_str().unwrap()))
            .collect();
        let expected = [
            (1, "is not JSON"),
            (2, "type: \"shop\" is not known"),
            (4, "message 2 is not the one that was moved in before"),
            (5, "message 2 is older than the one before it"),
            (6, "message 1 lies in the future"),
            (7, "messages[0].text: a message needs"),
            (8, "there is no message in it"),
            (9, "order: give either an order or a listing"),
            (10, "email: is no e-mail address"),
        ];
        assert_eq!(reasons.len(), expected.len(), "{reasons:?}");
        for ((line, reason), (expected_line, part)) in reasons.iter().zip(expected) {
            assert_eq!(*line, expected_line);
            assert!(reason.contains(part), "{reason:?} lacks {part:?}");
        }
        assert_eq!(report["lines"], json!(10));
        assert_eq!(report["types"], json!({ "buyer": { "created": 1, "changed": 0, "unchanged": 0 } }));
    }

    async fn what_was_written_here_stays_when_it_is_imported_again(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        let asked = [("buyer", "2026-11-20T10:00:00Z", "Ali je na zalogi?")];
        import(&platform, &[seller(), conversation("R1", &asked)]).await;
        let id = loaded(&test, "R1").await.id;
        let viewer = rules::access::Viewer::Agent {
            seller: SellerId::parse("studio-nova").unwrap(),
            agent: rules::ids::AgentId::parse("ana").unwrap(),
            role: rules::access::AgentRole::Agent,
        };
        let command = dopis::actions::conversations::send::SendMessage {
            confirmed: true,
            conversation: id,
            text: "Je.".into(),
            last_read: 1,
            insist: false,
            attachments: Vec::new(),
            message: None,
        };
        dopis::actions::conversations::send::run(&test.app, &viewer, command).await.unwrap();
        let report = import(&platform, &[conversation("R1", &asked)]).await;
        assert_eq!(report["types"]["conversation"]["unchanged"], json!(1), "{report}");
        assert_eq!(loaded(&test, "R1").await.last_sequence, 2);
    }

    async fn an_old_last_word_of_the_seller_comes_in_closed(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        let old = [
            ("buyer", "2026-09-04T10:00:00Z", "Kdaj bo poslano?"),
            ("seller", "2026-09-05T09:00:00Z", "Jutri."),
        ];
        let mut stated = conversation("R2", &[("buyer", "2026-11-20T10:00:00Z", "Hvala!")]);
        stated["state"] = json!("closed");
        import(&platform, &[seller(), conversation("R1", &old), stated]).await;
        assert_eq!(loaded(&test, "R1").await.state, ConversationState::Closed);
        let stated = loaded(&test, "R2").await;
        assert_eq!(stated.state, ConversationState::Closed);
        assert_eq!(stated.deadline.unwrap().state, DeadlineState::Withdrawn);
        let kinds = event_kinds(&test, "R2").await;
        assert!(!kinds.contains(&"deadline.overdue".to_owned()), "{kinds:?}");
    }
}

#[tokio::test]
async fn only_the_marketplace_imports() {
    store::testing::on_sqlite(async |db: Db| {
        let test = TestApp::new(db);
        assert_eq!(send(&test.anonymous(), "{}").await.status.as_u16(), 401);
        let agent = test.automation("studio-nova").await;
        assert_eq!(send(&agent, "{}").await.problem(), "403 not_allowed");
    })
    .await;
}
