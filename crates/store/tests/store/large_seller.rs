//! What an agent of a large seller sees is read by the indexes of what it sees, and not by walking all that the seller has.

use store::testing::made_statements;
use store::{Backend, Db, DbError, Tx, Value, both_databases, params};
use uuid::Uuid;

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
