//! Conversations with the deadline that belongs to them: loading one, saving what a decision made of it.

use rules::conversation::{
    AuthorKind, Conversation, ConversationState, Subject, SubjectKind, TakenOver, WaitsFor,
};
use rules::ids::{BuyerId, ConversationId, ListingId, OrderId, SellerId};

use crate::{DbError, Row, Tx, deadlines, params};

/// Holds a conversation against others until the end of the transaction.
pub async fn hold(tx: &Tx, seller: &SellerId, id: ConversationId) -> Result<(), DbError> {
    tx.execute(
        "UPDATE conversations SET version = version WHERE seller_id = ?1 AND conversation_id = ?2",
        params![seller, id],
    )
    .await?;
    Ok(())
}

/// Loads one of a seller.
pub async fn find(
    tx: &Tx,
    seller: &SellerId,
    id: ConversationId,
) -> Result<Option<Conversation>, DbError> {
    let row = tx
        .query_opt(
            "SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.external_id, \
             c.state, c.assignee, c.taken_over_by, c.taken_over_at, c.last_sequence, c.last_author, c.last_message_at, \
             c.last_message, c.created_at, c.updated_at, c.version, c.escalated_at, c.closed_at, c.emptied_at, \
             d.deadline_id, d.message_id, d.state, d.received_at, d.budget_us, d.due_at, d.next_alarm_at, d.alarm, \
             d.derivation, d.stops, d.settled_at, d.on_time, d.waived_because, d.objected_at, d.version \
             FROM conversations c LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id \
             WHERE c.seller_id = ?1 AND c.conversation_id = ?2",
            params![seller, id],
        )
        .await?;
    row.map(|row| read(&row)).transpose()
}

/// Loads one of a buyer, through the buyer's own list.
pub async fn find_of_buyer(
    tx: &Tx,
    buyer: &BuyerId,
    id: ConversationId,
) -> Result<Option<Conversation>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id FROM buyer_conversations WHERE buyer_id = ?1 AND conversation_id = ?2",
            params![buyer, id],
        )
        .await?;
    match row {
        Some(row) => find(tx, &row.get(0)?, id).await,
        None => Ok(None),
    }
}

/// Loads any, for staff and jobs, who see all sellers.
pub async fn any_find(tx: &Tx, id: ConversationId) -> Result<Option<Conversation>, DbError> {
    let row = tx
        .query_opt(
            "SELECT seller_id FROM conversations WHERE conversation_id = ?1",
            params![id],
        )
        .await?;
    match row {
        Some(row) => find(tx, &row.get(0)?, id).await,
        None => Ok(None),
    }
}

/// The open conversation of a buyer with a seller about a subject.
pub async fn find_open(
    tx: &Tx,
    seller: &SellerId,
    buyer: &BuyerId,
    subject: &Subject,
) -> Result<Option<Conversation>, DbError> {
    let row = tx
        .query_opt(
            "SELECT conversation_id FROM conversations WHERE seller_id = ?1 AND buyer_id = ?2 AND subject_kind = ?3 \
             AND subject_id = ?4 AND state = 'open'",
            params![seller, buyer, subject.kind().code(), subject.id()],
        )
        .await?;
    match row {
        Some(row) => find(tx, seller, row.get(0)?).await,
        None => Ok(None),
    }
}

/// Loads the one that was moved in from another helpdesk under this id.
pub async fn find_imported(
    tx: &Tx,
    seller: &SellerId,
    external_id: &str,
) -> Result<Option<Conversation>, DbError> {
    let row = tx
        .query_opt(
            "SELECT conversation_id FROM conversations WHERE seller_id = ?1 AND external_id = ?2",
            params![seller, external_id],
        )
        .await?;
    match row {
        Some(row) => find(tx, seller, row.get(0)?).await,
        None => Ok(None),
    }
}

/// Saves a new conversation. A second open one of the same buyer, seller and subject is [`DbError::Unique`].
pub async fn insert(tx: &Tx, conversation: &Conversation) -> Result<(), DbError> {
    let c = conversation;
    tokio::try_join!(
        tx.execute(
            "INSERT INTO conversations (seller_id, conversation_id, buyer_id, subject_kind, subject_id, title, \
             external_id, state, assignee, taken_over_by, taken_over_at, last_sequence, last_author, last_message_at, \
             last_message, deadline_id, waits_for, due_at, version, created_at, updated_at, closed_at) \
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
            params![
                c.seller,
                c.id,
                c.buyer,
                c.subject.kind().code(),
                c.subject.id(),
                c.title,
                c.external_id,
                c.state.code(),
                c.assignee,
                c.taken_over.map(|taken| taken.by),
                c.taken_over.map(|taken| taken.at),
                c.last_sequence,
                c.last_author.code(),
                c.last_message_at,
                c.last_message,
                c.deadline.as_ref().map(|deadline| deadline.id),
                WaitsFor::of(c).code(),
                due_at(c),
                c.version,
                c.created_at,
                c.updated_at,
                c.closed_at
            ],
        ),
        tx.execute(
            "INSERT INTO buyer_conversations (buyer_id, conversation_id, seller_id, last_message_at, updated_at) \
             VALUES (?1, ?2, ?3, ?4, ?5)",
            params![c.buyer, c.id, c.seller, c.last_message_at, c.updated_at],
        ),
    )?;
    Ok(())
}

/// Saves a changed conversation; `loaded_version` is the version that the change was decided on.
pub async fn save(
    tx: &Tx,
    conversation: &Conversation,
    loaded_version: i64,
) -> Result<(), DbError> {
    let c = conversation;
    let (saved, _) = tokio::try_join!(
        tx.execute(
            "UPDATE conversations SET state = ?3, assignee = ?4, taken_over_by = ?5, taken_over_at = ?6, \
             last_sequence = ?7, last_author = ?8, last_message_at = ?9, last_message = ?10, deadline_id = ?11, \
             waits_for = ?12, due_at = ?13, updated_at = ?14, version = ?15, escalated_at = ?17, closed_at = ?18 \
             WHERE seller_id = ?1 AND conversation_id = ?2 AND version = ?16",
            params![
                c.seller,
                c.id,
                c.state.code(),
                c.assignee,
                c.taken_over.map(|taken| taken.by),
                c.taken_over.map(|taken| taken.at),
                c.last_sequence,
                c.last_author.code(),
                c.last_message_at,
                c.last_message,
                c.deadline.as_ref().map(|deadline| deadline.id),
                WaitsFor::of(c).code(),
                due_at(c),
                c.updated_at,
                c.version,
                loaded_version,
                c.escalated_at,
                c.closed_at
            ],
        ),
        tx.execute(
            "UPDATE buyer_conversations SET last_message_at = ?3, updated_at = ?4 \
             WHERE buyer_id = ?1 AND conversation_id = ?2",
            params![c.buyer, c.id, c.last_message_at, c.updated_at],
        ),
    )?;
    if saved == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

/// Says that something about it changed which is not part of it, such as its labels. Its version stays.
pub async fn touch(
    tx: &Tx,
    seller: &SellerId,
    id: ConversationId,
    at: jiff::Timestamp,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE conversations SET updated_at = ?3 WHERE seller_id = ?1 AND conversation_id = ?2 AND updated_at < ?3",
        params![seller, id, at],
    )
    .await?;
    Ok(())
}

fn due_at(conversation: &Conversation) -> Option<jiff::Timestamp> {
    let waiting = conversation
        .deadline
        .as_ref()
        .filter(|deadline| deadline.is_waiting());
    waiting.and_then(|deadline| deadline.due_at)
}

fn read(row: &Row) -> Result<Conversation, DbError> {
    let state: String = row.get(7)?;
    let last_author: String = row.get(12)?;
    let taken_over_by: Option<_> = row.get(9)?;
    let taken_over_at: Option<_> = row.get(10)?;
    Ok(Conversation {
        seller: row.get(0)?,
        id: row.get(1)?,
        buyer: row.get(2)?,
        subject: read_subject(row, 3, 4)?,
        title: row.get(5)?,
        external_id: row.get(6)?,
        state: read_state(&state)?,
        assignee: row.get(8)?,
        taken_over: taken_over_by
            .zip(taken_over_at)
            .map(|(by, at)| TakenOver { by, at }),
        last_sequence: row.get(11)?,
        last_author: AuthorKind::from_code(&last_author)
            .ok_or_else(|| DbError::decode(12, "an unknown kind of author"))?,
        last_message_at: row.get(13)?,
        last_message: row.get(14)?,
        created_at: row.get(15)?,
        updated_at: row.get(16)?,
        version: row.get(17)?,
        escalated_at: row.get(18)?,
        closed_at: row.get(19)?,
        emptied_at: row.get(20)?,
        deadline: deadlines::read_joined(row, 21)?,
    })
}

pub(crate) fn read_state(code: &str) -> Result<ConversationState, DbError> {
    match code {
        "open" => Ok(ConversationState::Open),
        "closed" => Ok(ConversationState::Closed),
        _ => Err(DbError::decode(7, "an unknown state")),
    }
}

pub(crate) fn read_subject(row: &Row, kind: usize, id: usize) -> Result<Subject, DbError> {
    let code: String = row.get(kind)?;
    if code == SubjectKind::Listing.code() {
        Ok(Subject::Listing(row.get::<ListingId>(id)?))
    } else {
        Ok(Subject::Order(row.get::<OrderId>(id)?))
    }
}
