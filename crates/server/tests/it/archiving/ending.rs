//! A sealer ends at any of its steps: what is published is whole, and the next one goes on from there.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dopis::archiving::{SealError, Sealed, Steps};
use store::{Db, both_databases};

use super::{Log, Node, STEPS};
use crate::support::TestApp;

/// More than a tile, so that each batch fills one and begins another.
const AT_ONCE: u32 = 260;

fn ending_after(passed: usize) -> Steps {
    let count = Arc::new(AtomicUsize::new(0));
    Steps::asking(move |_| count.fetch_add(1, Ordering::SeqCst) < passed)
}

both_databases! {
    async fn whenever_a_sealer_ends_the_log_is_whole_and_the_next_one_goes_on(db: Db) {
        let log = Log::new();
        let mut node = Node::of(TestApp::with(db, |config| log.configure(config)));
        let (mut size, mut seen) = (0, BTreeSet::new());
        for passed in 0.. {
            node.happen(AT_ONCE).await;
            let before = log.holds();
            let ended = node.seal_at(node.test.now(), &ending_after(passed)).await;
            let step = match ended {
                Err(SealError::Stopped(step)) => step,
                Ok(Sealed::Batch { .. }) => break,
                other => panic!("after {passed} steps: {other:?}"),
            };
            seen.insert(step);
            let after = log.holds();
            assert!(after >= before, "{after:?} after {before:?} at {step:?}");
            size += u64::from(AT_ONCE);
            assert!(after.is_none_or(|after| after <= size));
            // It had taken the lease, or was never there: both are the next one's business.
            node = node.after(2 + passed as u64);
            node.seals(size).await;
            assert_eq!(log.holds(), Some(size), "after {step:?}");
        }
        assert_eq!(seen, BTreeSet::from(STEPS), "each step was the last of some sealer");
    }

    async fn a_log_without_entries_is_published_too(db: Db) {
        let log = Log::new();
        let node = Node::of(TestApp::with(db, |config| log.configure(config)));
        assert_eq!(log.holds(), None);
        node.seals(0).await;
        assert_eq!(log.holds(), Some(0));
        let node = node.after(2);
        node.seals(0).await;
        node.happen(1).await;
        node.seals(1).await;
        assert_eq!(log.holds(), Some(1));
    }

    async fn what_a_full_tile_makes_needless_is_gone(db: Db) {
        let log = Log::new();
        let mut node = Node::of(TestApp::with(db, |config| log.configure(config)));
        for round in 1..=5 {
            node.happen(60).await;
            node.seals(60 * round).await;
        }
        for gone in ["tile/0/000.p", "tile/entries/000.p"] {
            assert!(!log.path(gone).exists(), "{gone}");
        }
        for there in ["tile/0/000", "tile/0/001.p/44", "tile/entries/001.p/44", "tile/1/000.p/1"] {
            assert!(log.path(there).exists(), "{there}");
        }
        // One that ended before it had tidied up leaves that to the next one.
        std::fs::create_dir(log.path("tile/0/000.p")).unwrap();
        std::fs::write(log.path("unfinished/left"), "half").unwrap();
        node = node.after(2);
        node.seals(300).await;
        assert!(!log.path("tile/0/000.p").exists());
        assert!(!log.path("unfinished/left").exists());
        assert_eq!(log.holds(), Some(300));
    }

    async fn a_clock_that_jumps_by_hours_changes_nothing(db: Db) {
        let log = Log::new();
        let mut node = Node::of(TestApp::with(db, |config| log.configure(config)));
        let hours = jiff::SignedDuration::from_hours(5);
        for (number, jump) in [hours, -hours, -hours, hours].into_iter().enumerate() {
            node.happen(70).await;
            node.seals(140 * number as u64 + 70).await;
            node.test.wait(jump);
            node.happen(70).await;
            // Another process: the one before has ended with a lease of its own time.
            node = node.after(2 + number as u64);
            node.seals(140 * (number as u64 + 1)).await;
            assert_eq!(log.holds(), Some(140 * (number as u64 + 1)));
        }
    }
}
