//! Several nodes on one database: what one of them does, the pages of all of them hear.

use std::time::Duration;

use serde_json::json;
use store::Db;
use store::testing::{TestDatabase, on_postgres, on_sqlite};
use tokio::sync::watch;
use tokio::task::JoinSet;

use crate::api::World;
use crate::support::{Followed, TestApp};

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
        let noted = writer.post(&path, &json!({ "text": "Opomba" })).await;
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

    each_change_is_heard(&world, &node, &mut bor, &conversation).await;

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

/// What one node is told, the other one tells and shows: marks, labels, assignments, deadlines.
async fn each_change_is_heard(
    world: &World,
    node: &TestApp,
    bor: &mut Followed,
    conversation: &str,
) {
    let elsewhere = world.bor.at(node);
    let label = json!({ "name": "Nujno", "colour": "red" });
    let label = world.ana.post("/api/v1/labels", &label).await.json()["id"].clone();
    let count = async || {
        let counts = elsewhere.get("/api/v1/counts").await.json();
        counts["unread"]["needs_reply"].as_i64().unwrap()
    };
    assert_eq!(count().await, 1);
    let steps = [
        (
            "PUT",
            "read-mark",
            json!({ "marking": "shown", "up_to": 1 }),
            "conversation.read",
        ),
        (
            "POST",
            "labels",
            json!({ "on": [label] }),
            "conversation.labelled",
        ),
        (
            "PUT",
            "assignment",
            json!({ "agent": "bor" }),
            "conversation.assigned",
        ),
        (
            "PUT",
            "no-reply-needed",
            json!({ "reason": "Zahvala" }),
            "deadline.waived",
        ),
    ];
    for (method, what, body, kind) in steps {
        let path = format!("{conversation}/{what}");
        let method = method.parse().unwrap();
        let done = world.ana.json(method, &path, &body).await;
        assert!(done.status.is_success(), "{path}: {}", done.body);
        loop {
            let heard = bor.next().await.expect("an open connection");
            if heard.data["kind"] == kind {
                break;
            }
        }
    }
    let shown = elsewhere.get(conversation).await.json();
    assert_eq!(shown["assignee"], "bor");
    assert_eq!(shown["deadline"]["state"], "waived");
    let labels = elsewhere
        .get(&format!("{conversation}/labels"))
        .await
        .json();
    assert_eq!(labels["labels"], json!([label]));
    let seen = elsewhere.get(&format!("{conversation}/seen")).await.json();
    assert_eq!(seen["items"][0]["agent"], "ana");
    assert_eq!(count().await, 0, "no reply is needed");
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
