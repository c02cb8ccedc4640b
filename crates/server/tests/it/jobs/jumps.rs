//! The clock of the machine is wrong by hours and is set right, in both directions.

use axum::http::Method;
use jiff::SignedDuration;
use serde_json::Value;
use store::testing::{contradictions, waiting_events};
use store::{Db, Tx, both_databases};

use crate::api::World;
use crate::support::Client;

const HOURS: SignedDuration = SignedDuration::from_hours(5);

async fn conversation(of: &Client, path: &str) -> Value {
    let answer = of.get(path).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    answer.json()
}

async fn waiting(db: &Db) -> u64 {
    db.read(async |tx: &Tx| waiting_events(tx).await)
        .await
        .unwrap()
}

both_databases! {
    async fn a_clock_that_was_hours_ahead_holds_nothing_up(db: Db) {
        let world = World::new(db.clone()).await;
        let path = world.ask("Kdaj pride paket?").await;
        world.test.wait(HOURS);
        world.test.run_jobs().await;
        assert_eq!(waiting(&db).await, 0);
        let ahead = world.ana.write(&path, "Jutri.", 1).await.json();
        world.test.wait(-HOURS);
        // Another node: the first one has ended, and its leases last until its own wrong time.
        let other = world.test.second_node();
        let back = world.maja.at(&other).write(&path, "Hvala, in račun?", 2).await;
        assert_eq!(back.status, 201, "{}", back.body);
        assert_eq!(back.json()["message"]["sent_at"], ahead["message"]["sent_at"], "none is older than the one before");
        other.run_jobs().await;
        assert_eq!(waiting(&db).await, 0);
        // Limits on requests live in a node and run on a clock that nobody can set.
        let shown = conversation(&world.ana.at(&other), &path).await;
        assert_eq!(shown["deadline"]["state"], "running", "{shown}");
        assert!(world.bor.at(&other).write(&path, "V prilogi.", 3).await.status == 201);
        assert!(contradictions(&db).await.unwrap().is_empty());
    }

    async fn a_clock_that_was_hours_behind_changes_no_order(db: Db) {
        let world = World::new(db.clone()).await;
        let path = world.ask("Kdaj pride paket?").await;
        let asked = conversation(&world.ana, &path).await;
        world.test.wait(-HOURS);
        let other = world.test.second_node();
        let [ana, maja, moderator] = [&world.ana, &world.maja, &world.moderator].map(|client| client.at(&other));
        let answered = ana.write(&path, "Jutri.", 1).await;
        assert_eq!(answered.status, 201, "{}", answered.body);
        for (who, method, what) in [
            (&moderator, Method::PUT, "take-over"),
            (&moderator, Method::DELETE, "take-over"),
            (&maja, Method::PUT, "closure"),
            (&ana, Method::DELETE, "closure"),
        ] {
            let done = who.bare(method, &format!("{path}/{what}")).await;
            assert_eq!(done.status, 200, "{what}: {}", done.body);
        }
        other.run_jobs().await;
        let shown = conversation(&ana, &path).await;
        assert_eq!(shown["deadline"]["settled_at"], asked["deadline"]["received_at"], "no answer before its question: {shown}");
        assert_eq!(shown["deadline"]["on_time"], true);
        world.test.wait(HOURS);
        let again = maja.write(&path, "Še nekaj.", 2).await;
        assert_eq!(again.status, 201, "{}", again.body);
        other.run_jobs().await;
        assert_eq!(waiting(&db).await, 0);
        assert!(contradictions(&db).await.unwrap().is_empty());
    }
}
