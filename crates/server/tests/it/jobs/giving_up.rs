//! A job that cannot be done is tried again, less and less often, and then left for a person to look at.

use jiff::SignedDuration;
use rules::ids::JobId;
use store::testing::{QueuedJob, queued_jobs, spoil_derivations};
use store::{Db, DbError, Tx, both_databases};

use crate::api::World;

/// So often it is tried at most.
const ATTEMPTS_MAX: u32 = 20;
/// Longer than any pause between two attempts.
const PAUSE: SignedDuration = SignedDuration::from_hours(1);

async fn enqueue(world: &World, kind: &'static str, body: &'static str) {
    let now = world.test.now();
    let id = JobId(world.test.app.random.uuid(now).unwrap());
    let enqueue = async move |tx: &Tx| store::jobs::enqueue(tx, id, kind, body, now).await;
    world.test.app.db.write(enqueue).await.unwrap();
}

async fn queued(world: &World) -> Vec<QueuedJob> {
    let all = async |tx: &Tx| queued_jobs(tx).await;
    world.test.app.db.read(all).await.unwrap()
}

both_databases! {
    async fn one_that_always_fails_gives_up_and_says_why(db: Db) {
        let world = World::new(db.clone()).await;
        world.ask("Kdaj pride paket?").await;
        db.write(async |tx: &Tx| spoil_derivations(tx).await).await.unwrap();
        enqueue(&world, "recompute_deadlines", "{}").await;
        for attempt in 1..ATTEMPTS_MAX {
            world.test.run_jobs().await;
            let [job] = &queued(&world).await[..] else { panic!("one job") };
            assert_eq!((job.state.as_str(), job.attempts), ("ready", attempt));
            assert!(job.run_at > world.test.now(), "not again at once");
            world.test.wait(PAUSE);
        }
        for _ in 0..3 {
            world.test.run_jobs().await;
            world.test.wait(PAUSE);
            let [job] = &queued(&world).await[..] else { panic!("one job") };
            assert_eq!((job.state.as_str(), job.attempts), ("given_up", ATTEMPTS_MAX));
            let error = job.last_error.as_deref().unwrap();
            assert!(error.contains("the database refused the work: column"), "{error}");
        }
    }

    async fn one_that_nobody_can_read_gives_up_at_once_and_holds_up_no_other(db: Db) {
        let world = World::new(db).await;
        enqueue(&world, "recompute_deadlines", r#"{ "sellers": "all" }"#).await;
        enqueue(&world, "of_a_later_version", "{}").await;
        enqueue(&world, "recompute_deadlines", "{}").await;
        world.test.run_jobs().await;
        let mut left: Vec<_> = queued(&world).await.into_iter().map(|job| (job.kind, job.state, job.last_error.unwrap())).collect();
        left.sort();
        let [(unknown, first, no_such), (known, second, unreadable)] = &left[..] else { panic!("{left:?}") };
        assert_eq!((unknown.as_str(), known.as_str()), ("of_a_later_version", "recompute_deadlines"));
        assert_eq!((first.as_str(), second.as_str()), ("given_up", "given_up"));
        assert!(no_such.contains("of_a_later_version"), "{no_such}");
        assert!(unreadable.contains("sellers"), "{unreadable}");
    }

    async fn one_that_never_comes_to_an_end_gives_up_too(db: Db) {
        let world = World::new(db.clone()).await;
        enqueue(&world, "recompute_deadlines", "{}").await;
        // As if the process that runs it ended each time.
        for _ in 0..ATTEMPTS_MAX {
            let now = world.test.now();
            let claim = async move |tx: &Tx| -> Result<usize, DbError> {
                let until = now + SignedDuration::from_mins(10);
                Ok(store::jobs::any_claim(tx, now, until, 10).await?.len())
            };
            assert_eq!(db.write(claim).await.unwrap(), 1);
            world.test.wait(PAUSE);
        }
        world.test.run_jobs().await;
        let [job] = &queued(&world).await[..] else { panic!("one job") };
        assert_eq!((job.state.as_str(), job.attempts), ("given_up", ATTEMPTS_MAX + 1));
        assert!(job.last_error.as_deref().unwrap().contains("never came to an end"), "{job:?}");
    }
}
