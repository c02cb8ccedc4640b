//! Moving an installation from SQLite to PostgreSQL: who was signed in finds everything where it was.

use dopis::commands::transfer::transfer;
use dopis::config::Config;
use store::Place;
use store::testing::{TestDatabase, on_postgres, on_sqlite};

use crate::api::World;

pub(crate) fn at(config: &Config, database: &TestDatabase) -> Config {
    let mut config = config.clone();
    config.database.url = match &database.options.place {
        Place::Sqlite { path } => format!("sqlite:{}", path.display()),
        Place::Postgres(options) => options.url.clone(),
    };
    config
}

async fn moved(old: TestDatabase, new: TestDatabase) {
    let world = World::new(old.open().await).await;
    let conversation = world.ask("Kje je paket? 📦").await;
    let replied = world
        .bor
        .write(&conversation, "Pride jutri – žal šele takrat.", 1)
        .await;
    assert_eq!(replied.status, 201, "{}", replied.body);
    let messages = format!("{conversation}/messages");
    let pages = ["/api/v1/conversations", &conversation, &messages];
    let mut before = Vec::new();
    for page in pages {
        before.push(world.bor.get(page).await.body);
    }
    assert!(before[2].contains("Pride jutri"), "{}", before[2]);

    let (from, to) = (
        at(&world.test.app.config, &old),
        at(&world.test.app.config, &new),
    );
    let (mut out, mut told) = (Vec::new(), Vec::new());
    let refused = transfer(&from, &to, &mut out, &mut told).await;
    assert!(refused.is_err(), "the service has the database open");
    assert!(out.is_empty());
    world.test.app.db.close().await;
    transfer(&from, &to, &mut out, &mut told).await.unwrap();
    let (out, told) = (
        String::from_utf8(out).unwrap(),
        String::from_utf8(told).unwrap(),
    );
    assert!(told.contains("copying messages: 2 rows\n"), "{told}");
    assert!(told.contains("comparing messages: 2 rows\n"), "{told}");
    assert!(
        out.contains("\ntransferred: every row arrived as it was\n"),
        "{out}"
    );
    assert!(
        out.ends_with(&format!(
            "files of messages stay where they are: {}\n",
            from.attachments.storage
        )),
        "{out}"
    );

    let node = world.test.second_node_on(new.open().await);
    let bor = world.bor.at(&node);
    for (page, before) in pages.iter().zip(before) {
        assert_eq!(bor.get(page).await.body, before, "{page}");
    }
    let further = bor.write(&conversation, "Še nekaj.", 2).await;
    assert_eq!(further.status, 201, "{}", further.body);
}

#[tokio::test]
async fn who_was_signed_in_finds_everything_where_it_was() {
    on_sqlite(async |old: TestDatabase| {
        on_postgres(async |new: TestDatabase| moved(old, new).await).await
    })
    .await;
}
