//! Several nodes on one database: what one of them does, the pages of all of them hear.

use std::time::Duration;

use store::Db;
use store::testing::{TestDatabase, on_postgres, on_sqlite};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::api::World;
use crate::support::TestApp;

/// Everything that `dopis serve` runs beside the requests.
fn run(node: &TestApp, tasks: &mut JoinSet<()>, stop: &watch::Receiver<bool>) {
    let (app, id) = (node.app.clone(), node.app.random.uuid(node.now()).unwrap());
    tasks.spawn(dopis::live::run_forever(app.clone(), stop.clone()));
    tasks.spawn(dopis::jobs::run_forever(app, id, stop.clone()));
}

/// What comes through the first node is heard at the second, soon after.
async fn heard_elsewhere(first: Db, second: Db) {
    let world = World::new(first).await;
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let node = world.test.second_node_on(second);
    run(&world.test, &mut tasks, &stopped);
    run(&node, &mut tasks, &stopped);
    let mut bor = world.bor.at(&node).follow("/live", None).await;
    bor.missed().await;
    // Both have begun, and one of them holds the lease.
    tokio::time::sleep(Duration::from_millis(800)).await;
    bor.heard().await;
    let conversation = world.ask("Kje je paket?").await;
    for number in 0..6 {
        let writer = match number % 2 {
            0 => world.ana.clone(),
            _ => world.ana.at(&node),
        };
        let path = format!(
            "/api/v1/conversations/{}/notes",
            conversation.rsplit('/').next().unwrap()
        );
        let noted = writer
            .post(&path, &serde_json::json!({ "text": "Opomba" }))
            .await;
        assert!(noted.status.is_success(), "{}", noted.body);
        loop {
            let heard = bor.next().await.expect("an open connection");
            if heard.data["kind"]
                .as_str()
                .is_some_and(|kind| kind.starts_with("note."))
            {
                break;
            }
        }
    }

    let id = conversation.rsplit('/').next().unwrap();
    let path = format!("/conversations/{id}/presence");
    world.ana.post_form(&path, &[("state", "writing")]).await;
    loop {
        let heard = bor.next().await.expect("an open connection");
        if heard.event == "presence" {
            break;
        }
    }
    let there = world.bor.at(&node).get(&path).await;
    assert!(there.body.contains("Agent ana"), "{}", there.body);

    stop.send_replace(true);
    while tasks.join_next().await.is_some() {}
}

#[tokio::test]
async fn two_processes_on_one_postgresql_hear_each_other() {
    on_postgres(async |database: TestDatabase| {
        heard_elsewhere(database.open().await, database.open().await).await;
    })
    .await;
}

#[tokio::test]
async fn two_nodes_in_one_process_share_sqlite() {
    on_sqlite(async |db: Db| {
        heard_elsewhere(db.clone(), db).await;
    })
    .await;
}
