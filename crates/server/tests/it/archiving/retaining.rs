//! What has been kept for as long as the marketplace keeps it goes, and nothing that is held or not over yet.

use axum::http::Method;
use dopis::jobs::retaining::{self, Retained};
use jiff::SignedDuration;
use rules::access::Role;
use serde_json::{Value, json};
use store::testing::TestDatabase;
use store::{Db, Tx, both_databases};

use super::erasing::{
    ANSWER, ASKED, DRAFT, EMAIL, FILE, IN_FILE, Lived, NAME, STREET, contains, findings, lived,
    spellings,
};
use super::log::LEASE_PASSED;
use crate::api::World;
use crate::api::strikes::some_strike;
use crate::support::{Client, TestApp};

const NOTE: &str = "Q7-secret-note";
const REASON: &str = "Q7-secret-reason";

/// So many months, and some days more.
fn months(months: i64) -> SignedDuration {
    SignedDuration::from_hours(24 * (months * 31 + 3))
}

/// What the next night erases.
async fn night(test: &TestApp) -> Retained {
    test.wait(SignedDuration::from_hours(24));
    retaining::run(&test.app, test.now())
        .await
        .unwrap()
        .unwrap()
}

async fn close(client: &Client, conversation: &str) {
    let path = format!("{conversation}/closure");
    let closed = client.json(Method::PUT, &path, &json!({})).await;
    assert_eq!(closed.status, 200, "{}", closed.body);
}

/// With a note and a look of staff, and closed.
async fn over(lived: &Lived) {
    let (world, path) = (&lived.world, &lived.conversation);
    let note = json!({ "text": NOTE });
    let noted = world.ana.post(&format!("{path}/notes"), &note).await;
    assert_eq!(noted.status, 201, "{}", noted.body);
    let reason = json!({ "reason": REASON });
    let given = world
        .moderator
        .post(&format!("{path}/reads"), &reason)
        .await;
    assert_eq!(given.status, 204, "{}", given.body);
    assert_eq!(world.moderator.get(path).await.status, 200);
    close(&world.ana, path).await;
    world.test.wait(LEASE_PASSED);
    world.test.run_jobs().await;
}

/// Enters other periods, which hold when others have had time to see them.
async fn keep(world: &World, change: (&str, u32)) {
    let mut value = json!({ "conversations": 60, "files": 60, "strikes": 60, "looks": 60, "drafts": 6, "buyers": 60 });
    value[change.0] = json!(change.1);
    let from = world.test.now() + SignedDuration::from_hours(24 * 7);
    let mut entry =
        json!({ "setting": "retention", "value": value, "reason": "Nova politika hrambe" });
    let path = "/api/v1/settings/changes";
    let soon = world.administrator.post(path, &entry).await;
    assert_eq!(soon.problem(), "422 begins_too_soon");
    entry["valid_from"] = json!(from.to_string());
    let entered = world.administrator.post(path, &entry).await;
    assert_eq!(entered.status, 201, "{}", entered.body);
}

async fn counts(test: &TestApp) -> std::collections::BTreeMap<String, usize> {
    let read = async |tx: &Tx| store::testing::event_counts(tx).await;
    test.app.db.read(read).await.unwrap()
}

both_databases! {
    async fn everything_goes_when_its_time_is_over_and_the_log_verifies(database: TestDatabase) {
        let lived = lived(database).await;
        let (world, path) = (&lived.world, &lived.conversation);
        over(&lived).await;
        world.test.wait(months(7));
        let first = night(&world.test).await;
        assert_eq!(first, Retained { drafts: 1, ..Retained::default() });
        let tables = lived.tables().await;
        assert!(!contains(&tables, DRAFT.as_bytes()));
        for kept in [ASKED, NAME, EMAIL, STREET, FILE, ANSWER, NOTE, REASON] {
            assert!(contains(&tables, kept.as_bytes()), "{kept}");
        }
        let sealed = lived.log.holds_with(1).unwrap();
        world.test.wait(months(53));
        let done = night(&world.test).await;
        // Its files went with the conversation; the other buyer has never written.
        let expected = Retained { conversations: 1, looks: 1, buyers: 2, ..Retained::default() };
        assert_eq!(done, expected);
        assert!(!lived.in_files(&spellings(IN_FILE.as_bytes())).is_empty());
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        let tables = lived.tables().await;
        for gone in [ASKED, NAME, EMAIL, STREET, FILE, ANSWER, NOTE, REASON] {
            assert!(!contains(&tables, gone.as_bytes()), "{gone}");
        }
        let in_file: Vec<String> = lived.in_files(&spellings(IN_FILE.as_bytes()));
        assert_eq!(in_file, Vec::<String>::new());
        assert!(lived.log.holds_with(1).unwrap() > sealed);
        assert_eq!(findings(&world.test).await, Vec::<String>::new());
        let counts = counts(&world.test).await;
        assert_eq!((counts["conversation.erased"], counts["buyer.forgotten"]), (2, 2));
        assert_eq!(night(&world.test).await, Retained::default(), "nothing is left to do");
        let ana = world.test.agent("nova", "ana").await;
        let thread = ana.get(&format!("{path}/messages")).await.json();
        for message in thread["items"].as_array().unwrap() {
            assert_eq!(message["text"], Value::Null, "{message:#}");
            assert!(message["erased_at"].is_string(), "{message:#}");
        }
        let page = ana.get(&path.replace("/api/v1", "")).await;
        for said in ["Erased because its time was over", "The note has been erased"] {
            assert!(page.body.contains(said), "{}", page.body);
        }
        assert!(!page.body.contains("id=\"composer\""));
    }

    async fn nothing_is_written_where_everything_is_erased(db: Db) {
        let world = World::new(db).await;
        let path = world.ask("Kje je paket?").await;
        world.ana.write(&path, "Na poti.", 1).await;
        close(&world.ana, &path).await;
        world.test.wait(months(61));
        assert_eq!(night(&world.test).await.conversations, 1);
        let ana = world.test.agent("nova", "ana").await;
        let maja = world.test.buyer("maja").await;
        for client in [&ana, &maja] {
            assert_eq!(client.write(&path, "Še nekaj.", 2).await.problem(), "409 conversation_erased");
            let draft = client.put(&format!("{path}/draft"), &json!({ "text": "Osnutek" })).await;
            assert_eq!(draft.problem(), "409 conversation_erased");
        }
        let noted = ana.post(&format!("{path}/notes"), &json!({ "text": "Opomba" })).await;
        assert_eq!(noted.problem(), "409 conversation_erased");
        let reopened = ana.json(Method::DELETE, &format!("{path}/closure"), &json!({})).await;
        assert_eq!(reopened.problem(), "409 conversation_erased");
        // Its buyer has gone with it, and comes back as anybody does.
        let body = json!({ "seller": "nova", "subject": { "kind": "listing", "id": "L1" }, "text": "Spet jaz." });
        let again = maja.post("/api/v1/conversations", &body).await;
        assert_eq!(again.status, 201, "{}", again.body);
    }

    async fn what_nobody_has_closed_counts_from_its_last_message(db: Db) {
        let world = World::new(db).await;
        let path = world.ask("Kje je paket?").await;
        world.test.wait(months(30));
        let maja = world.test.buyer("maja").await;
        maja.write(&path, "Še vedno čakam.", 1).await;
        world.test.wait(months(31));
        assert_eq!(night(&world.test).await.conversations, 0);
        world.test.wait(months(30));
        assert_eq!(night(&world.test).await.conversations, 1);
        let ana = world.test.agent("nova", "ana").await;
        assert_eq!(ana.get(&path).await.json()["state"], "closed");
        assert_eq!(counts(&world.test).await["conversation.closed"], 1);
    }

    async fn what_is_held_stays_until_the_hold_ends(database: TestDatabase) {
        let lived = lived(database).await;
        let (world, path) = (&lived.world, &lived.conversation);
        over(&lived).await;
        world.test.wait(months(61));
        let id = path.rsplit('/').next().unwrap();
        for (kind, subject) in [("buyer", "maja"), ("conversation", id), ("seller", "nova")] {
            let decider = world.test.staff(&[Role::Decider]).await;
            let ends_at = world.test.now() + months(2);
            let body = json!({ "kind": kind, "subject": subject, "ends_at": ends_at.to_string(), "reason": "Spor" });
            let set = decider.post("/api/v1/holds", &body).await;
            assert_eq!(set.status, 201, "{}", set.body);
            // Nobody holds the buyer who has never written.
            let done = Retained { buyers: 0, ..night(&world.test).await };
            assert_eq!(done, Retained::default(), "{kind}");
            let tables = lived.tables().await;
            for kept in [ASKED, NAME, DRAFT, NOTE, REASON] {
                assert!(contains(&tables, kept.as_bytes()), "{kind}: {kept}");
            }
            if kind == "seller" {
                continue;
            }
            let lifting = format!("/api/v1/holds/{}/lifting", set.json()["id"].as_str().unwrap());
            let decider = world.test.staff(&[Role::Decider]).await;
            let lifted = decider.json(Method::PUT, &lifting, &json!({ "reason": "Konec" })).await;
            assert_eq!(lifted.status, 204, "{}", lifted.body);
        }
        world.test.wait(months(2));
        let done = night(&world.test).await;
        assert_eq!((done.conversations, done.buyers, done.looks), (1, 1, 1), "{done:?}");
    }

    async fn files_can_go_before_what_was_written(database: TestDatabase) {
        let lived = lived(database).await;
        let (world, path) = (&lived.world, &lived.conversation);
        keep(world, ("files", 12)).await;
        over(&lived).await;
        world.test.wait(months(6));
        assert_eq!(night(&world.test).await.files, 0);
        world.test.wait(months(7));
        assert_eq!(night(&world.test).await.files, 1);
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        let tables = lived.tables().await;
        assert!(!contains(&tables, FILE.as_bytes()));
        assert!(contains(&tables, ASKED.as_bytes()));
        assert_eq!(lived.in_files(&spellings(IN_FILE.as_bytes())), Vec::<String>::new());
        assert_eq!(findings(&world.test).await, Vec::<String>::new());
        let ana = world.test.agent("nova", "ana").await;
        let written = ana.write(path, "Se oglasim še enkrat.", 3).await;
        assert_eq!(written.status, 201, "{}", written.body);
        assert_eq!(night(&world.test).await.files, 0, "it is open again");
    }

    async fn a_strike_that_counts_no_more_loses_its_words(database: TestDatabase) {
        let lived = lived(database).await;
        let (world, path) = (&lived.world, &lived.conversation);
        some_strike(world, path).await;
        let found = async || contains(&lived.tables().await, "041 123 456".as_bytes());
        assert!(found().await);
        keep(world, ("strikes", 1)).await;
        world.test.wait(months(3));
        assert_eq!(night(&world.test).await.strikes, 0, "it has counted until now");
        world.test.wait(months(2));
        assert_eq!(night(&world.test).await.strikes, 0, "it can still be contested");
        world.test.wait(months(1));
        let done = night(&world.test).await;
        assert_eq!((done.strikes, done.conversations), (1, 0), "{done:?}");
        world.test.wait(LEASE_PASSED);
        world.test.run_jobs().await;
        assert_eq!(findings(&world.test).await, Vec::<String>::new());
        let ana = world.test.agent("nova", "ana").await;
        let listed = ana.get("/api/v1/strikes").await.json();
        assert_eq!(listed["items"].as_array().unwrap().len(), 1, "{listed:#}");
        assert_eq!(night(&world.test).await.strikes, 0);
    }

    async fn one_node_erases_once_a_night(db: Db) {
        let world = World::new(db).await;
        let (one, two) = (&world.test, world.test.second_node());
        assert!(retaining::run(&one.app, one.now()).await.unwrap().is_some());
        for again in [&one.app, &two.app] {
            assert_eq!(retaining::run(again, one.now()).await.unwrap(), None);
        }
        one.wait(SignedDuration::from_hours(24));
        assert!(retaining::run(&two.app, one.now()).await.unwrap().is_some());
    }
}
