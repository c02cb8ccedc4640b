//! What SQLite is told about the data makes it take the index of a conversation, and not all that its seller has.

use store::testing::{made_statements, on_sqlite};
use store::{Db, Tx, Value, params};

const PLANS: [(&str, &str); 7] = [
    (
        "EXPLAIN QUERY PLAN SELECT state FROM deadlines WHERE seller_id = ?1 AND received_at >= ?2 \
         ORDER BY received_at DESC, deadline_id DESC LIMIT 20",
        "deadlines_of_seller",
    ),
    (
        "EXPLAIN QUERY PLAN SELECT stops FROM deadlines WHERE seller_id = ?1 AND deadline_id > ?2 \
         AND state IN ('running', 'standing', 'waived') ORDER BY deadline_id LIMIT 20",
        "deadlines_open",
    ),
    (
        "EXPLAIN QUERY PLAN SELECT deputy FROM absences WHERE seller_id = ?1 AND ends_at > ?2 ORDER BY ends_at, absence_id",
        "absences_of_seller",
    ),
    (
        "EXPLAIN QUERY PLAN SELECT body FROM events \
         WHERE seller_id = ?1 AND stream_kind = 'conversation' AND stream_id = ?2 ORDER BY event_id",
        "events_of_stream",
    ),
    (
        "EXPLAIN QUERY PLAN SELECT derivation FROM deadlines \
         WHERE seller_id = ?1 AND conversation_id = ?2 ORDER BY received_at, deadline_id",
        "deadlines_of_conversation",
    ),
    (
        "EXPLAIN QUERY PLAN SELECT title FROM conversations \
         WHERE seller_id = ?1 AND buyer_id = ?2 ORDER BY conversation_id DESC LIMIT 20",
        "conversations_of_buyer",
    ),
    (
        "EXPLAIN QUERY PLAN SELECT title FROM conversations WHERE seller_id = ?1 \
         AND subject_kind = 'order' AND subject_id = ?2 ORDER BY conversation_id DESC LIMIT 20",
        "conversations_of_subject",
    ),
];

/// The index that each list is read by, in its order and without sorting.
pub(crate) const LISTS: [(&str, &str); 21] = [
    ("NEEDS_REPLY", "conversations_due"),
    ("OVERDUE", "conversations_due"),
    ("WAITING_FOR_BUYER", "conversations_by_wait"),
    ("CLOSED", "conversations_by_wait"),
    ("ALL", "conversations_all"),
    ("CHANGED", "conversations_by_change"),
    ("OF_BUYER", "buyer_conversations_recent"),
    ("OF_BUYER_CHANGED", "buyer_conversations_by_change"),
    ("WITH_BUYER", "conversations_of_buyer"),
    ("ABOUT_SUBJECT", "conversations_of_subject"),
    ("COUNTS", "conversations_by_wait"),
    ("UNREAD_NEEDS_REPLY", "conversations_unread"),
    ("UNREAD_OVERDUE", "conversations_due"),
    ("UNREAD_WAITING_FOR_BUYER", "conversations_unread"),
    ("UNREAD_CLOSED", "conversations_unread"),
    ("UNREAD_ALL", "conversations_unread"),
    ("PAST_ALL", "deadlines_of_seller"),
    ("PAST_OPEN", "deadlines_of_seller"),
    ("PAST_KEPT", "deadlines_of_seller"),
    ("PAST_MISSED", "deadlines_of_seller"),
    ("PAST_WAIVED", "deadlines_waived"),
];

#[tokio::test]
async fn every_list_is_read_by_an_index_in_its_order() {
    on_sqlite(async |db: Db| {
        let mut statements: Vec<(&str, &str)> = made_statements().collect();
        statements.sort_unstable();
        let mut expected = LISTS;
        expected.sort_unstable();
        assert_eq!(statements.len(), expected.len(), "a list has no plan here");
        for ((name, sql), (of, index)) in statements.into_iter().zip(expected) {
            assert_eq!(name, of);
            let explain: &'static str = format!("EXPLAIN QUERY PLAN {sql}").leak();
            let placeholders = (1..=20).rev().find(|n| sql.contains(&format!("?{n}")));
            let values = vec![Value::Null; placeholders.unwrap()];
            let plan = db
                .read(async move |tx: &Tx| {
                    let steps = tx.query(explain, values.clone()).await?;
                    let step = |row: &store::Row| row.get::<String>(3);
                    steps.iter().map(step).collect::<Result<Vec<_>, _>>()
                })
                .await
                .expect("a plan");
            let outermost = plan.iter().find(|step| step.starts_with("SEARCH"));
            assert!(
                outermost.is_some_and(|step| step.contains(index)),
                "{name}: {plan:#?} instead of {index}"
            );
            let sorts = |step: &String| step.contains("TEMP B-TREE") || step.starts_with("SCAN c");
            assert!(!plan.iter().any(sorts), "{name}: {plan:#?}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_thread_reads_by_its_own_indexes() {
    on_sqlite(async |db: Db| {
        for (sql, index) in PLANS {
            let plan = db
                .read(async move |tx: &Tx| {
                    let row = tx.query_one(sql, params!["nova", "x"]).await?;
                    row.get::<String>(3)
                })
                .await
                .expect("a plan");
            assert!(plan.contains(index), "{plan} instead of {index}");
        }
    })
    .await;
}
