//! Conversations that a deputy has got while the one to whom they belong is away.

use rules::absence::Entrusted;
use rules::ids::{ConversationId, SellerId};

use crate::{DbError, Tx, params};

pub async fn find(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Option<Entrusted>, DbError> {
    let row = tx
        .query_opt(
            "SELECT principal, deputy, absence_id FROM entrusted_conversations \
             WHERE seller_id = ?1 AND conversation_id = ?2",
            params![seller, conversation],
        )
        .await?;
    row.map(|row| {
        Ok(Entrusted {
            principal: row.get(0)?,
            deputy: row.get(1)?,
            absence: row.get(2)?,
        })
    })
    .transpose()
}

/// Saves who has got it, over whoever had it before.
pub async fn save(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    entrusted: &Entrusted,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO entrusted_conversations (seller_id, conversation_id, principal, deputy, absence_id) \
         VALUES (?1, ?2, ?3, ?4, ?5) ON CONFLICT (seller_id, conversation_id) DO UPDATE SET \
         principal = excluded.principal, deputy = excluded.deputy, absence_id = excluded.absence_id",
        params![
            seller,
            conversation,
            entrusted.principal,
            entrusted.deputy,
            entrusted.absence
        ],
    )
    .await?;
    Ok(())
}

/// It belongs to whom it is assigned to.
pub async fn forget(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM entrusted_conversations WHERE seller_id = ?1 AND conversation_id = ?2",
        params![seller, conversation],
    )
    .await?;
    Ok(())
}
