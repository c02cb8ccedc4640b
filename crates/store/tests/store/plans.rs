//! What SQLite is told about the data makes it take the index of a conversation, and not all that its seller has.

use store::{Db, Tx, params, testing::on_sqlite};

const PLANS: [(&str, &str); 4] = [
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
