//! Three hundred sequences of commands on either database, ten thousand in the long form; the same ones each time.

use std::sync::Arc;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use store::testing::{contradictions, short_or_long};
use store::{Db, both_databases};
use tokio::runtime::Handle;
use tokio::task::spawn_blocking;

use super::command::commands;
use super::world::World;

/// What must have come up, or the sequences are too tame to show anything.
const REFUSALS_AND_EVENTS: [&str; 28] = [
    "already_closed",
    "already_escalated",
    "already_open",
    "already_taken_over",
    "another_open",
    "buyer_objected",
    "conversation.closed",
    "conversation.escalated",
    "conversation.escalation_ended",
    "conversation.handed_back",
    "conversation.reopened",
    "conversation.taken_over",
    "deadline.answered",
    "deadline.due_soon",
    "deadline.objected",
    "deadline.opened",
    "deadline.overdue",
    "deadline.resumed",
    "deadline.stopped",
    "deadline.waived",
    "deadline.withdrawn",
    "escalated",
    "not_taken_over",
    "not_waived",
    "not_yet",
    "nothing_waits",
    "reply_owed",
    "taken_over",
];

both_databases! {
    async fn the_actions_do_what_the_model_says(db: Db) {
        let world = Arc::new(World::move_in(db.clone()).await);
        let (playing, handle) = (Arc::clone(&world), Handle::current());
        let config = Config {
            cases: short_or_long(300, 10_000),
            failure_persistence: None,
            ..Config::default()
        };
        let played = spawn_blocking(move || {
            let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
            let mut runner = TestRunner::new_with_rng(config, rng);
            let ran = runner.run(&commands(), |commands| handle.block_on(playing.play(&commands)));
            ran.map_err(|failed| failed.to_string())
        });
        if let Err(failed) = played.await.unwrap() {
            panic!("{failed}");
        }
        let seen = world.seen.lock().unwrap().clone();
        let missing: Vec<_> = REFUSALS_AND_EVENTS.iter().filter(|word| !seen.contains(**word)).collect();
        assert!(missing.is_empty(), "never came up: {missing:?}");
        let found = contradictions(&db).await.unwrap();
        assert!(found.is_empty(), "{found:#?}");
    }
}
