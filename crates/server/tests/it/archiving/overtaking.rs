//! Two sealers at once, and one that was paused while another went on: there is one log, and it never goes back.

use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

use dopis::archiving::{SealError, Sealed, Step, Steps};
use store::{Db, both_databases};
use tokio::task::spawn_blocking;

use super::log::LEASE_PASSED;
use super::{Log, Node, STEPS};
use crate::support::TestApp;

both_databases! {
    async fn a_paused_sealer_changes_nothing_when_it_wakes(db: Db) {
        let log = Log::new();
        let old = Node::of(TestApp::with(db, |config| log.configure(config)));
        let other = Node::of(old.test.node_with(2, |_| {}));
        let mut size = 0;
        for step in STEPS {
            old.happen(270).await;
            let (paused, is_paused) = channel();
            let (wake, woken) = channel::<()>();
            let once = Arc::new(Mutex::new(Some(woken)));
            let steps = Steps::asking(move |reached| {
                let mine = (reached == step).then(|| once.lock().unwrap().take()).flatten();
                if let Some(woken) = mine {
                    paused.send(()).unwrap();
                    woken.recv().unwrap();
                }
                true
            });
            size += 540;
            let meanwhile = async {
                spawn_blocking(move || is_paused.recv().unwrap()).await.unwrap();
                other.happen(270).await;
                other.test.wait(LEASE_PASSED);
                other.seals(size).await;
                let published = log.holds();
                wake.send(()).unwrap();
                published
            };
            let (ended, published) = tokio::join!(old.seal_at(old.test.now(), &steps), meanwhile);
            match step {
                // Its batch had counted; what it published since is what the database has by now.
                Step::Advanced | Step::Locked | Step::Published => assert!(ended.is_ok(), "{step:?}: {ended:?}"),
                _ => assert!(matches!(ended, Err(SealError::Overtaken)), "{step:?}: {ended:?}"),
            }
            assert!(log.holds() >= published, "{step:?}: the log went back");
            other.seals(size).await;
            assert_eq!(log.holds(), Some(size), "{step:?}");
            old.test.wait(LEASE_PASSED);
        }
    }

    async fn two_sealers_at_once_make_one_log(db: Db) {
        let log = Log::new();
        let one = Node::of(TestApp::with(db, |config| log.configure(config)));
        let two = Node::of(one.test.node_with(2, |_| {}));
        let mut size = 0;
        let mut both = 0;
        for _ in 0..12 {
            one.happen(100).await;
            size += 100;
            let now = one.test.now();
            let steps = Steps::default();
            // The second one's clock is ahead, so that it takes the lease while the first is at work.
            let (first, second) = tokio::join!(
                one.seal_at(now, &steps),
                two.seal_at(now + LEASE_PASSED, &steps)
            );
            for ended in [&first, &second] {
                assert!(
                    matches!(ended, Ok(_) | Err(SealError::Overtaken)),
                    "{first:?}, {second:?}"
                );
            }
            let begun = |ended: &Result<Sealed, SealError>| !matches!(ended, Ok(Sealed::Elsewhere));
            both += usize::from(begun(&first) && begun(&second));
            assert!(log.holds().is_none_or(|holds| holds <= size));
            one.test.wait(LEASE_PASSED + LEASE_PASSED);
        }
        one.seals(size).await;
        assert_eq!(log.holds(), Some(size));
        assert!(both > 0, "they met");
    }

    async fn while_one_seals_the_others_leave_it_alone(db: Db) {
        let log = Log::new();
        let one = Node::of(TestApp::with(db, |config| log.configure(config)));
        let two = Node::of(one.test.node_with(2, |_| {}));
        one.happen(3).await;
        one.seals(3).await;
        one.happen(3).await;
        assert_eq!(two.seal().await.unwrap(), Sealed::Elsewhere);
        assert_eq!(log.holds(), Some(3));
        one.seals(6).await;
        one.test.wait(LEASE_PASSED);
        two.seals(6).await;
    }
}
