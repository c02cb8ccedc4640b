//! Rows that go in together are the same as rows that go in one by one.

use jiff::Timestamp;
use rules::conversation::AuthorKind;
use rules::ids::{ContentId, ConversationId, MessageId, SellerId};
use rules::moderation::{Hidden, Reader};
use store::messages::{self, Message};
use store::{Db, DbError, Tx, both_databases, contents};
use uuid::Uuid;

/// Past twice the most rows that one statement has.
const MOST: u32 = 19;

fn seller() -> SellerId {
    SellerId::parse("nova").unwrap()
}

fn message(conversation: u32, sequence: u32) -> Message {
    Message {
        id: MessageId(Uuid::from_u64_pair(conversation.into(), sequence.into())),
        sequence,
        author: AuthorKind::Buyer,
        author_id: format!("kupec-{sequence}"),
        sent_at: Timestamp::from_second(sequence.into()).unwrap(),
        text: Some(format!("Sporočilo {sequence}")),
        hidden: Hidden::new(),
    }
}

async fn take(db: &Db, conversation: u32, all: Vec<Message>) -> Result<(), DbError> {
    let id = ConversationId(Uuid::from_u128(conversation.into()));
    db.write(async move |tx: &Tx| {
        let seller = seller();
        let texts = all.iter().map(|message| {
            let text = message.text.as_deref().unwrap();
            (ContentId(message.id.0), &[7; 32], text)
        });
        tokio::try_join!(
            messages::insert_all(tx, &seller, id, &all),
            contents::insert_all(tx, &seller, texts),
        )?;
        Ok(())
    })
    .await
}

async fn found(db: &Db, conversation: u32) -> Vec<Message> {
    let id = ConversationId(Uuid::from_u128(conversation.into()));
    db.read(async move |tx: &Tx| {
        messages::after(tx, (Reader::Marketplace, &seller()), id, 0, u32::MAX).await
    })
    .await
    .unwrap()
}

both_databases! {
    async fn any_number_of_rows_goes_in_whole_and_in_order(db: Db) {
        for count in 0..=MOST {
            let all: Vec<Message> = (1..=count).map(|at| message(count, at)).collect();
            take(&db, count, all.clone()).await.unwrap();
            assert_eq!(found(&db, count).await, all);
        }
    }

    async fn of_rows_that_go_in_together_all_are_refused_where_one_is(db: Db) {
        take(&db, 1, vec![message(1, MOST)]).await.unwrap();
        let again: Vec<Message> = (1..=MOST).map(|at| message(1, at)).collect();
        let refused = take(&db, 1, again).await;
        assert!(matches!(refused, Err(DbError::Unique { .. })), "{refused:?}");
        assert_eq!(found(&db, 1).await, [message(1, MOST)]);
    }
}
