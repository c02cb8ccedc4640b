//! What an agent of a large seller sees is read by the indexes of what it sees, and not by walking all that the seller has.

use rules::ids::SellerId;
use store::lists::{self, Filter, Tab};
use store::testing::{made_statements, on_postgres};
use store::{Backend, Db, DbError, Tx, Value, both_databases, params};
use uuid::Uuid;

use crate::plans::LISTS;

/// How the halves of a count are read.
const INDEXES: [&str; 2] = ["conversations_unread", "read_marks_kept"];

fn narrowing_nothing(sql: &str) -> Vec<Value> {
    let nil = Uuid::nil();
    let mut values = params![
        "nova",
        "",
        "",
        "",
        i64::MIN,
        i64::MAX,
        "",
        "%",
        0,
        nil,
        0,
        "nina",
        100
    ]
    .to_vec();
    if sql.contains("?14") {
        values.push(Value::Integer(9));
    }
    values
}

/// The steps by which a statement is carried out.
async fn plan(tx: &Tx, sql: &str, values: Vec<Value>) -> Result<Vec<String>, DbError> {
    let (explain, column) = match tx.backend() {
        Backend::Sqlite => ("EXPLAIN QUERY PLAN", 3),
        Backend::Postgres => ("EXPLAIN", 0),
    };
    let explained: &'static str = format!("{explain} {sql}").leak();
    let steps = tx.query(explained, values).await?;
    steps.iter().map(|step| step.get(column)).collect()
}

both_databases! {
    async fn what_is_unread_is_counted_by_its_own_indexes(db: Db) {
        let plans = db.write(async |tx: &Tx| {
            if tx.backend() == Backend::Postgres {
                // Few rows are read whole without asking an index; only what has none still is after this.
                tx.query("SELECT set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true)", params![]).await?;
            }
            let mut plans = Vec::new();
            for (name, sql) in made_statements().filter(|(name, _)| name.starts_with("UNREAD_")) {
                plans.push((name, plan(tx, sql, narrowing_nothing(sql)).await?));
            }
            Ok::<_, DbError>(plans)
        }).await.unwrap();
        assert_eq!(plans.len(), 5);
        for (name, steps) in plans {
            let plan = steps.join("\n");
            if name == "UNREAD_OVERDUE" {
                // Without rows PostgreSQL takes either of the two that begin with what is due.
                let is_by_due = plan.contains("conversations_due") || plan.contains("conversations_overdue");
                assert!(is_by_due, "{name}:\n{plan}");
            } else {
                for index in INDEXES {
                    assert!(plan.contains(index), "{name} without {index}:\n{plan}");
                }
            }
            assert!(!plan.contains("Seq Scan") && !plan.contains("SCAN c"), "{name}:\n{plan}");
        }
    }
}

/// A hundred sellers, of which `nova` has a fifth of everything. One conversation in five waits for its seller, as many
/// for the buyer, and all others are closed.
const FILLED: [&str; 5] = [
    "INSERT INTO conversations (seller_id, conversation_id, buyer_id, subject_kind, subject_id, title, state, \
     last_sequence, last_author, last_message_at, last_message, waits_for, due_at, version, created_at, updated_at) \
     SELECT CASE WHEN i % 5 = 0 THEN 'nova' ELSE 'seller-' || i % 100 END, gen_random_uuid(), 'buyer-' || i, 'order', \
     i, 'Vprašanje', CASE WHEN i / 10 % 5 < 2 THEN 'open' ELSE 'closed' END, 1, \
     CASE i / 10 % 5 WHEN 0 THEN 'buyer' ELSE 'agent' END, i * 7919 % 20000, gen_random_uuid(), \
     CASE i / 10 % 5 WHEN 0 THEN 'seller' WHEN 1 THEN 'buyer' ELSE 'nobody' END, i * 6101 % 20000, 1, i, i \
     FROM generate_series(1, 20000) i",
    "INSERT INTO buyer_conversations (buyer_id, conversation_id, seller_id, last_message_at, updated_at) \
     SELECT CASE WHEN created_at % 50 = 0 THEN 'maja' ELSE buyer_id END, conversation_id, seller_id, last_message_at, \
     updated_at FROM conversations",
    "INSERT INTO read_marks (seller_id, conversation_id, reader_kind, reader_id, read_up_to, seen_up_to, kept_unread, updated_at) \
     SELECT seller_id, conversation_id, 'agent', 'nina', 1, 1, 0, 1 FROM conversations",
    "INSERT INTO deadlines (seller_id, deadline_id, conversation_id, message_id, state, received_at, budget_us, due_at, \
     alarm, calendar_id, calendar_version, derivation, stops, on_time, version) SELECT seller_id, gen_random_uuid(), \
     conversation_id, last_message, CASE WHEN created_at % 50 = 0 THEN 'waived' ELSE 'met' END, last_message_at, 1, \
     due_at, 'none', 'SI', '1', '', '', CASE WHEN created_at % 20 = 0 THEN 0 ELSE 1 END, 1 FROM conversations",
    "ANALYZE",
];

fn nova() -> SellerId {
    SellerId::parse("nova").unwrap()
}

/// Lists that are read without telling PostgreSQL how to plan: it may plan them for all values alike by itself.
const UNTOLD: [&str; 4] = ["OF_BUYER", "WITH_BUYER", "ABOUT_SUBJECT", "PAST_"];

/// As a list is planned: for all values alike, and where reading it tells PostgreSQL how to plan, as it is told.
async fn general_plan(db: &Db, name: &str, sql: &str) -> String {
    let count = (1..=20).rev().find(|n| sql.contains(&format!("?{n}")));
    let nothing = vec!["NULL"; count.expect("a parameter")].join(", ");
    let prepare: &'static str = format!("PREPARE list AS {sql}").leak();
    let explain: &'static str = format!("EXPLAIN EXECUTE list({nothing})").leak();
    let is_untold = UNTOLD.iter().any(|untold| name.starts_with(untold));
    let steps = db.write(async move |tx: &Tx| {
        if is_untold {
            let alike = "SET LOCAL plan_cache_mode = force_generic_plan";
            tx.execute(alike, params![]).await?;
        } else {
            lists::of_seller(tx, &nova(), Tab::All, &Filter::default(), None, 1).await?;
        }
        tx.execute(prepare, params![]).await?;
        let steps = tx.query(explain, params![]).await?;
        tx.execute("DEALLOCATE list", params![]).await?;
        steps
            .iter()
            .map(|step| step.get::<String>(0))
            .collect::<Result<Vec<_>, _>>()
    });
    steps.await.expect("a plan").join("\n")
}

#[tokio::test]
async fn postgresql_reads_every_list_of_a_large_seller_in_its_order() {
    on_postgres(async |db: Db| {
        for statement in FILLED {
            let filled = db.write(async move |tx: &Tx| tx.execute(statement, params![]).await);
            filled.await.expect("what fills the database");
        }
        let mut wrong = Vec::new();
        for (name, sql) in made_statements() {
            let plan = general_plan(&db, name, sql).await;
            let (_, index) = LISTS.iter().find(|(of, _)| *of == name).expect("a list");
            // A bitmap gathers all that the index leads to before the first is looked at.
            let is_in_order =
                plan.contains(index) && !plan.contains("Sort") && !plan.contains("Bitmap");
            let is_as_good = match name {
                // Of one order or listing there are few, whoever sells it.
                "ABOUT_SUBJECT" => plan.contains("conversations_by_subject_id"),
                // What is open is gathered, however much has been answered before.
                "PAST_OPEN" => plan.contains("deadlines_open"),
                _ => false,
            };
            if !is_in_order && !is_as_good {
                wrong.push(format!("{name} instead of {index}:\n{plan}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    })
    .await;
}
