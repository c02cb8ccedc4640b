//! Very many deadlines lapse at once: each alarm is recorded once, and people are answered meanwhile.

use jiff::{SignedDuration, Timestamp};
use rules::conversation::Conversation;
use rules::ids::{BuyerId, ConversationId, DeadlineId, MessageId, SellerId};
use serde_json::json;
use store::testing::{event_counts, short_or_long, spoil_derivations};
use store::{Db, DbError, Tx, both_databases};

use crate::api::World;
use crate::support::TestApp;

const ROWS_OF_ONE_WRITE: usize = 500;
/// Of alarms, which come 200 at a time.
const MORE_THAN_TWO_ROUNDS: usize = 450;

/// A conversation in which a buyer waits.
async fn asked(world: &World) -> Conversation {
    let path = world.ask("Kdaj pride paket?").await;
    let id: ConversationId = path.rsplit('/').next().unwrap().parse().unwrap();
    let nova = SellerId::parse("nova").unwrap();
    let find = async move |tx: &Tx| store::conversations::find(tx, &nova, id).await;
    world.test.app.db.read(find).await.unwrap().unwrap()
}

/// Copies of one conversation, of as many buyers, whose deadlines all have the same due instant.
async fn copy(world: &World, pattern: Conversation, times: usize) {
    let (db, now) = (&world.test.app.db, world.test.now());
    let numbers: Vec<usize> = (0..times).collect();
    for some in numbers.chunks(ROWS_OF_ONE_WRITE) {
        let new = || world.test.app.random.uuid(now).unwrap();
        let copies: Vec<Conversation> = some
            .iter()
            .map(|number| {
                let mut copy = pattern.clone();
                copy.id = ConversationId(new());
                copy.buyer = BuyerId::parse(format!("b-{number}")).unwrap();
                copy.last_message = MessageId(new());
                let deadline = copy.deadline.as_mut().unwrap();
                deadline.id = DeadlineId(new());
                deadline.message = copy.last_message;
                copy
            })
            .collect();
        let insert = async move |tx: &Tx| -> Result<(), DbError> {
            for copy in &copies {
                let deadline = copy.deadline.as_ref().unwrap();
                store::conversations::insert(tx, copy).await?;
                store::deadlines::insert(tx, &copy.seller, copy.id, deadline).await?;
            }
            Ok(())
        };
        db.write(insert).await.unwrap();
    }
}

/// Whether alarms that are due still wait to be recorded.
async fn are_left(db: &Db, now: Timestamp) -> bool {
    let due = async move |tx: &Tx| store::deadlines::any_with_alarm(tx, now, None, 1).await;
    !db.read(due).await.unwrap().is_empty()
}

both_databases! {
    async fn alarms_that_cannot_be_recorded_keep_back_none_behind_them(db: Db) {
        let test = TestApp::with(db.clone(), |config| config.limits.requests_per_minute = u32::MAX);
        let world = World::of(test).await;
        let pattern = asked(&world).await;
        copy(&world, pattern, MORE_THAN_TWO_ROUNDS).await;
        db.write(async |tx: &Tx| spoil_derivations(tx).await).await.unwrap();
        world.test.wait(SignedDuration::from_secs(60));
        let opened = json!({ "seller": "drugi", "subject": { "kind": "order", "id": "W2" }, "text": "In moj?" });
        assert_eq!(world.tone.post("/api/v1/conversations", &opened).await.status, 201);
        world.test.wait(SignedDuration::from_hours(24 * 14));
        world.test.run_jobs().await;
        let counts = db.read(async |tx: &Tx| event_counts(tx).await).await.unwrap();
        assert_eq!((counts["deadline.due_soon"], counts["deadline.overdue"]), (1, 1), "{counts:?}");
        assert!(are_left(&db, world.test.now()).await, "the others wait for somebody to mend them");
    }

    async fn each_alarm_is_recorded_once_while_people_are_answered(db: Db) {
        let test = TestApp::with(db.clone(), |config| config.limits.requests_per_minute = u32::MAX);
        let world = World::of(test).await;
        let pattern = asked(&world).await;
        let path = format!("/api/v1/conversations/{}", pattern.id);
        let due = pattern.deadline.as_ref().unwrap().due_at.unwrap();
        let copies = short_or_long(2_000, 100_000);
        copy(&world, pattern, copies).await;
        world.test.wait(due.duration_since(world.test.now()) + SignedDuration::from_secs(1));
        let world = world.again().await;
        let other_node = world.test.second_node();
        let people = async {
            let mut answered = 0;
            while are_left(&db, world.test.now()).await {
                let agent = if answered % 2 == 0 { &world.ana } else { &world.bor };
                let listed = agent.get("/api/v1/conversations").await;
                assert_eq!(listed.status, 200, "{}", listed.body);
                let body = json!({ "text": "Še malo.", "last_read": 0, "insist": true });
                let sent = agent.post(&format!("{path}/messages"), &body).await;
                assert_eq!(sent.status, 201, "{}", sent.body);
                answered += 1;
            }
            answered
        };
        let ((), (), answered) = tokio::join!(world.test.run_jobs(), other_node.run_jobs(), people);
        // What one node has left because the other was at it.
        world.test.run_jobs().await;
        let counts = db.read(async |tx: &Tx| event_counts(tx).await).await.unwrap();
        let (soon, overdue) = (counts["deadline.due_soon"], counts["deadline.overdue"]);
        assert_eq!(counts["message.sent"], answered + 1);
        assert!(answered > 1, "somebody was answered meanwhile");
        // The first conversation may have been answered before its alarms came up.
        assert!((copies..=copies + 1).contains(&soon), "{counts:?}");
        assert!((copies..=copies + 1).contains(&overdue), "{counts:?}");
    }
}
