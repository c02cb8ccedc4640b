//! Witnesses sign the newest checkpoint, what they sign is kept and served, and none of them stops the log.

use archive::note::SigningKey;
use archive::policy::Policy;
use archive::receipt::Receipt;
use dopis::archiving::ask_witnesses;
use store::{Db, both_databases};

use super::log::{LEASE_PASSED, Log, Node};
use super::witness::{Manner, Witness};
use crate::api::World;
use crate::support::TestApp;

/// Whom somebody believes who knows the log and these witnesses, all of which must have signed.
fn policy(witnesses: &[&Witness]) -> Policy {
    let keys: Vec<SigningKey> = witnesses.iter().map(|witness| witness.key()).collect();
    let keys: Vec<_> = keys.iter().map(|key| key.verifier().clone()).collect();
    let quorum = keys.len();
    Policy::new(vec![Log::key(1).verifier().clone()], keys, quorum).unwrap()
}

fn node(db: Db, log: &Log, witnesses: &[&Witness]) -> Node {
    Node::of(TestApp::with(db, |config| {
        log.configure(config);
        witnesses
            .iter()
            .for_each(|witness| witness.configure(config));
    }))
}

async fn served(node: &Node) -> Vec<u8> {
    node.test.anonymous().get("/archive/checkpoint").await.bytes
}

/// What `/ready` says of the witnesses: size and failures.
async fn told(node: &Node) -> Vec<(i64, i64)> {
    let ready = node.test.anonymous().get("/ready").await.json();
    let witnesses = ready["archive"]["witnesses"].as_array().unwrap().iter();
    let number = |value: &serde_json::Value| value.as_i64().unwrap();
    witnesses
        .map(|told| (number(&told["size"]), number(&told["failures"])))
        .collect()
}

both_databases! {
    async fn what_witnesses_sign_is_served_and_written_until_the_log_has_grown(db: Db) {
        let (log, one, two) = (Log::new(), Witness::new(11).await, Witness::new(12).await);
        let node = node(db, &log, &[&one, &two]);
        assert_eq!(node.asks().await, None, "there is no log yet");
        node.happen(300).await;
        node.seals(300).await;
        assert!(policy(&[&one]).open(&served(&node).await).is_err());
        assert_eq!(node.asks().await, Some(2));
        let both = policy(&[&one, &two]);
        assert_eq!(both.open(&served(&node).await).unwrap().checkpoint.size(), 300);
        assert_eq!(log.checkpoint().unwrap(), served(&node).await);
        assert_eq!(node.asks().await, None, "both have signed it");
        node.happen(7).await;
        node.seals(307).await;
        assert!(both.open(&served(&node).await).is_err(), "the newest counts, signed or not");
        assert_eq!(policy(&[]).open(&served(&node).await).unwrap().checkpoint.size(), 307);
        assert_eq!(node.asks().await, Some(2));
        assert_eq!(both.open(&served(&node).await).unwrap().checkpoint.size(), 307);
        assert_eq!((one.answers(), two.answers()), (vec![200, 200], vec![200, 200]), "asked from what each had signed");
        assert_eq!(told(&node).await, [(307, 0), (307, 0)]);
        // The next sealer takes it for what it is.
        let next = node.after(2);
        next.seals(307).await;
        assert_eq!(both.open(&log.checkpoint().unwrap()).unwrap().checkpoint.size(), 307);
    }

    async fn a_witness_that_has_seen_more_or_less_is_asked_from_there(db: Db) {
        let (log, witness) = (Log::new(), Witness::new(11).await);
        let node = node(db, &log, &[&witness]);
        node.happen(5).await;
        node.seals(5).await;
        let root = *policy(&[]).open(&served(&node).await).unwrap().checkpoint.root();
        node.happen(295).await;
        node.seals(300).await;
        witness.has_seen(5, root);
        assert_eq!(node.asks().await, Some(1));
        assert_eq!(witness.answers(), [409, 200]);
        // What it had signed was lost on the way: it signs the same size again.
        node.happen(1).await;
        node.seals(301).await;
        let root = *policy(&[]).open(&served(&node).await).unwrap().checkpoint.root();
        witness.has_seen(301, root);
        assert_eq!(node.asks().await, Some(1));
        assert_eq!(witness.answers(), [409, 200]);
        assert!(policy(&[&witness]).open(&served(&node).await).is_ok());
    }

    async fn a_witness_that_has_seen_another_past_signs_nothing(db: Db) {
        let (log, forked, ahead) = (Log::new(), Witness::new(11).await, Witness::new(12).await);
        let node = node(db, &log, &[&forked, &ahead]);
        node.happen(10).await;
        node.seals(10).await;
        forked.has_seen(4, [9; 32]);
        ahead.has_seen(4_000, [9; 32]);
        assert_eq!(node.asks().await, Some(0));
        assert_eq!((forked.answers(), ahead.answers()), (vec![409, 422], vec![409]));
        assert_eq!(told(&node).await, [(0, 1), (0, 1)]);
        node.happen(1).await;
        node.seals(11).await;
    }

    async fn a_witness_that_misbehaves_stops_neither_the_log_nor_the_others(db: Db) {
        let (log, bad, good) = (Log::new(), Witness::new(11).await, Witness::new(12).await);
        let node = node(db, &log, &[&bad, &good]);
        let mut size = 0;
        for manner in [Manner::SignsWrongly, Manner::Silent, Manner::Contradicts, Manner::Redirects, Manner::Talks] {
            size += 3;
            node.happen(3).await;
            node.seals(size).await;
            bad.behave(manner);
            assert_eq!(node.asks().await, Some(1), "{manner:?}");
            let known = policy(&[&good]);
            assert_eq!(known.open(&served(&node).await).unwrap().checkpoint.size(), size, "{manner:?}");
            assert!(policy(&[&bad, &good]).open(&served(&node).await).is_err(), "{manner:?}");
        }
        assert_eq!(told(&node).await, [(0, 5), (15, 0)]);
        bad.behave(Manner::Signs);
        assert_eq!(node.asks().await, Some(1), "it is asked again, and the other one is not");
        assert_eq!(told(&node).await, [(15, 5), (15, 0)]);
    }

    async fn one_node_asks_and_another_when_that_is_gone(db: Db) {
        let (log, witness) = (Log::new(), Witness::new(11).await);
        let node = node(db, &log, &[&witness]);
        node.happen(2).await;
        node.seals(2).await;
        assert_eq!(node.asks().await, Some(1));
        node.happen(2).await;
        node.seals(4).await;
        let second = Node::of(node.test.node_with(2, |_| {}));
        assert_eq!(second.asks().await, None, "the first has the lease");
        second.test.wait(jiff::SignedDuration::from_mins(5));
        assert_eq!(second.asks().await, Some(1));
    }

    async fn a_receipt_is_proved_by_the_checkpoint_that_witnesses_signed(db: Db) {
        let (log, witness) = (Log::new(), Witness::new(11).await);
        let world = World::of(TestApp::with(db, |config| {
            log.configure(config);
            witness.configure(config);
        })).await;
        let conversation = world.ask("Kje je paket?").await;
        world.test.run_jobs().await;
        let node = world.test.app.random.uuid(world.test.now()).unwrap();
        assert_eq!(ask_witnesses(&world.test.app, node, world.test.now()).await.unwrap(), Some(1));
        // The log has grown since.
        world.ask("In kje je račun?").await;
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        let messages = world.maja.get(&format!("{conversation}/messages")).await.json();
        let message = messages["items"][0]["id"].as_str().unwrap();
        let receipt = world.maja.get(&format!("{conversation}/messages/{message}/receipt")).await;
        let receipt = Receipt::parse(&receipt.bytes).unwrap();
        receipt.verify(&policy(&[&witness])).unwrap();
    }
}
