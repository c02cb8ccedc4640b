//! Legal holds of the marketplace; their reasons lie in `contents`.

use jiff::Timestamp;
use rules::ids::{BuyerId, ConversationId, HoldId, SellerId};
use rules::keeping::{Hold, HoldSubject, Lifted};

use crate::{DbError, Row, Tx, params};

/// Saves a new hold. It meets an erasure of what it covers on the row of its subject,
/// so that of the two only one can come without having seen the other.
pub async fn insert(tx: &Tx, hold: &Hold) -> Result<(), DbError> {
    let (seller, conversation, buyer) = columns(&hold.subject);
    meet(tx, &hold.subject).await?;
    tx.execute(
        "INSERT INTO legal_holds (hold_id, subject_kind, seller_id, conversation_id, buyer_id, reason, set_at, set_by, ends_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            hold.id,
            hold.subject.code(),
            seller,
            conversation,
            buyer,
            hold.reason,
            hold.set_at,
            hold.set_by,
            hold.ends_at
        ],
    )
    .await?;
    Ok(())
}

/// Writes the row that a hold stands on and an erasure of it changes or writes too.
pub async fn meet(tx: &Tx, subject: &HoldSubject) -> Result<(), DbError> {
    match subject {
        HoldSubject::Conversation(seller, id) => {
            tx.execute(
                "UPDATE conversations SET version = version WHERE seller_id = ?1 AND conversation_id = ?2",
                params![seller, id],
            )
            .await?
        }
        HoldSubject::Buyer(id) => {
            tx.execute(
                "UPDATE buyers SET version = version WHERE buyer_id = ?1",
                params![id],
            )
            .await?
        }
        HoldSubject::Seller(id) => {
            tx.execute(
                "UPDATE sellers SET version = version WHERE seller_id = ?1",
                params![id],
            )
            .await?
        }
    };
    Ok(())
}

/// Ends a hold before its time; stale where it has been lifted already.
pub async fn lift(tx: &Tx, id: HoldId, lifted: Lifted) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE legal_holds SET lifted_at = ?2, lifted_by = ?3, lifted_because = ?4 \
             WHERE hold_id = ?1 AND lifted_at IS NULL",
            params![id, lifted.at, lifted.by, lifted.because],
        )
        .await?;
    if changed == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

pub async fn any_find(tx: &Tx, id: HoldId) -> Result<Option<Hold>, DbError> {
    let row = tx
        .query_opt(
            "SELECT hold_id, subject_kind, seller_id, conversation_id, buyer_id, reason, set_at, set_by, ends_at, \
             lifted_at, lifted_by, lifted_because FROM legal_holds WHERE hold_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Holds, the newest first, from before a place on.
pub async fn any_before(
    tx: &Tx,
    before: Option<(Timestamp, HoldId)>,
    limit: u32,
) -> Result<Vec<Hold>, DbError> {
    let (at, id) = before.unwrap_or((Timestamp::MAX, HoldId(uuid::Uuid::max())));
    let rows = tx
        .query(
            "SELECT hold_id, subject_kind, seller_id, conversation_id, buyer_id, reason, set_at, set_by, ends_at, \
             lifted_at, lifted_by, lifted_because FROM legal_holds WHERE (set_at, hold_id) < (?1, ?2) \
             ORDER BY set_at DESC, hold_id DESC LIMIT ?3",
            params![at, id, limit],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// What holds a conversation at an instant: holds on itself, on its buyer or on its seller.
pub async fn of_conversation(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    buyer: &BuyerId,
    now: Timestamp,
) -> Result<Vec<Hold>, DbError> {
    let rows = tx
        .query(
            "SELECT hold_id, subject_kind, seller_id, conversation_id, buyer_id, reason, set_at, set_by, ends_at, \
             lifted_at, lifted_by, lifted_because FROM legal_holds \
             WHERE lifted_at IS NULL AND set_at <= ?4 AND ends_at > ?4 AND (buyer_id = ?3 \
             OR (subject_kind = 'conversation' AND seller_id = ?1 AND conversation_id = ?2) \
             OR (subject_kind = 'seller' AND seller_id = ?1)) ORDER BY ends_at, hold_id",
            params![seller, conversation, buyer, now],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// What holds a buyer at an instant: holds on itself, on one of its conversations, or on a seller that it has written with.
pub async fn of_buyer(tx: &Tx, buyer: &BuyerId, now: Timestamp) -> Result<Vec<Hold>, DbError> {
    let rows = tx
        .query(
            "SELECT hold_id, subject_kind, seller_id, conversation_id, buyer_id, reason, set_at, set_by, ends_at, \
             lifted_at, lifted_by, lifted_because FROM legal_holds h \
             WHERE lifted_at IS NULL AND set_at <= ?2 AND ends_at > ?2 AND (buyer_id = ?1 OR EXISTS \
             (SELECT 1 FROM buyer_conversations b WHERE b.buyer_id = ?1 AND (b.conversation_id = h.conversation_id \
             OR (h.subject_kind = 'seller' AND b.seller_id = h.seller_id)))) ORDER BY ends_at, hold_id",
            params![buyer, now],
        )
        .await?;
    rows.iter().map(read).collect()
}

type Columns = (Option<SellerId>, Option<ConversationId>, Option<BuyerId>);

fn columns(subject: &HoldSubject) -> Columns {
    match subject.clone() {
        HoldSubject::Conversation(seller, conversation) => (Some(seller), Some(conversation), None),
        HoldSubject::Buyer(buyer) => (None, None, Some(buyer)),
        HoldSubject::Seller(seller) => (Some(seller), None, None),
    }
}

fn read(row: &Row) -> Result<Hold, DbError> {
    let kind: String = row.get(1)?;
    let subject = match kind.as_str() {
        "conversation" => HoldSubject::Conversation(row.get(2)?, row.get(3)?),
        "buyer" => HoldSubject::Buyer(row.get(4)?),
        "seller" => HoldSubject::Seller(row.get(2)?),
        _ => return Err(DbError::decode(1, "an unknown subject of a hold")),
    };
    let lifted = match (row.get(9)?, row.get(10)?, row.get(11)?) {
        (Some(at), Some(by), Some(because)) => Some(Lifted { at, by, because }),
        _ => None,
    };
    Ok(Hold {
        id: row.get(0)?,
        subject,
        reason: row.get(5)?,
        set_at: row.get(6)?,
        set_by: row.get(7)?,
        ends_at: row.get(8)?,
        lifted,
    })
}
