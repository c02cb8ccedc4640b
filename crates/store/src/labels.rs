//! A seller's labels, and which conversations carry them. No buyer's query joins them.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::ids::{ConversationId, LabelId, SellerId};
use rules::inbox::{LabelColour, LabelName};

use crate::{DbError, Row, Tx, Value, params};

/// Conversations asked for in one statement.
const BATCH: usize = 10;

/// A word that a seller puts on conversations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub id: LabelId,
    pub name: LabelName,
    pub colour: LabelColour,
    /// Counts the changes from 1.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// All labels of a seller by name.
pub async fn of_seller(tx: &Tx, seller: &SellerId) -> Result<Vec<Label>, DbError> {
    let rows = tx
        .query(
            "SELECT label_id, name, colour, version, created_at, updated_at FROM labels \
             WHERE seller_id = ?1 ORDER BY name_key, label_id",
            params![seller],
        )
        .await?;
    rows.iter().map(read).collect()
}

pub async fn find(tx: &Tx, seller: &SellerId, id: LabelId) -> Result<Option<Label>, DbError> {
    let row = tx
        .query_opt(
            "SELECT label_id, name, colour, version, created_at, updated_at FROM labels \
             WHERE seller_id = ?1 AND label_id = ?2",
            params![seller, id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Saves a new label; a second one of the same name is [`DbError::Unique`].
pub async fn insert(tx: &Tx, seller: &SellerId, label: &Label) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO labels (seller_id, label_id, name, name_key, colour, version, created_at, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![
            seller,
            label.id,
            label.name.as_str(),
            label.name.key(),
            label.colour.code(),
            label.version,
            label.created_at,
            label.updated_at
        ],
    )
    .await?;
    Ok(())
}

/// Saves the label over the version before its own.
pub async fn update(tx: &Tx, seller: &SellerId, label: &Label) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE labels SET name = ?3, name_key = ?4, colour = ?5, version = ?6, updated_at = ?7 \
             WHERE seller_id = ?1 AND label_id = ?2 AND version = ?8",
            params![
                seller,
                label.id,
                label.name.as_str(),
                label.name.key(),
                label.colour.code(),
                label.version,
                label.updated_at,
                label.version - 1
            ],
        )
        .await?;
    match changed {
        0 => Err(DbError::Stale),
        _ => Ok(()),
    }
}

/// Deletes the label, and takes it off every conversation; says off how many.
pub async fn delete(tx: &Tx, seller: &SellerId, id: LabelId) -> Result<u64, DbError> {
    let (taken_off, _) = tokio::try_join!(
        tx.execute(
            "DELETE FROM conversation_labels WHERE seller_id = ?1 AND label_id = ?2",
            params![seller, id],
        ),
        tx.execute(
            "DELETE FROM labels WHERE seller_id = ?1 AND label_id = ?2",
            params![seller, id],
        ),
    )?;
    Ok(taken_off)
}

/// Puts it on; says whether it was not there before.
pub async fn put_on(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    label: LabelId,
) -> Result<bool, DbError> {
    let put = tx
        .execute(
            "INSERT INTO conversation_labels (seller_id, conversation_id, label_id) VALUES (?1, ?2, ?3) \
             ON CONFLICT DO NOTHING",
            params![seller, conversation, label],
        )
        .await?;
    Ok(put > 0)
}

/// Takes it off; says whether it was there.
pub async fn take_off(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
    label: LabelId,
) -> Result<bool, DbError> {
    let taken = tx
        .execute(
            "DELETE FROM conversation_labels WHERE seller_id = ?1 AND conversation_id = ?2 AND label_id = ?3",
            params![seller, conversation, label],
        )
        .await?;
    Ok(taken > 0)
}

/// The labels of one conversation by id.
pub async fn of_conversation(
    tx: &Tx,
    seller: &SellerId,
    conversation: ConversationId,
) -> Result<Vec<LabelId>, DbError> {
    let found = of_conversations(tx, seller, &[conversation]).await?;
    Ok(found.into_values().next().unwrap_or_default())
}

/// The labels of each of these conversations; those without any are not among them.
pub async fn of_conversations(
    tx: &Tx,
    seller: &SellerId,
    conversations: &[ConversationId],
) -> Result<BTreeMap<ConversationId, Vec<LabelId>>, DbError> {
    let mut found: BTreeMap<ConversationId, Vec<LabelId>> = BTreeMap::new();
    for batch in conversations.chunks(BATCH) {
        // What is missing of a full batch asks for nothing.
        let ids = batch.iter().map(|id| id.0);
        let ids = ids.chain(std::iter::repeat(uuid::Uuid::nil())).take(BATCH);
        let mut values = vec![Value::Text(seller.to_string())];
        values.extend(ids.map(Value::Uuid));
        let rows = tx
            .query(
                "SELECT conversation_id, label_id FROM conversation_labels WHERE seller_id = ?1 \
                 AND conversation_id IN (?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) \
                 ORDER BY conversation_id, label_id",
                values,
            )
            .await?;
        for row in rows {
            found.entry(row.get(0)?).or_default().push(row.get(1)?);
        }
    }
    Ok(found)
}

/// How many conversations carry each label.
pub async fn counts(tx: &Tx, seller: &SellerId) -> Result<BTreeMap<LabelId, u64>, DbError> {
    let rows = tx
        .query(
            "SELECT label_id, COUNT(*) FROM conversation_labels WHERE seller_id = ?1 \
             GROUP BY label_id ORDER BY label_id",
            params![seller],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

fn read(row: &Row) -> Result<Label, DbError> {
    let name: String = row.get(1)?;
    let colour: String = row.get(2)?;
    Ok(Label {
        id: row.get(0)?,
        name: LabelName::parse(&name).map_err(|wrong| DbError::decode(1, wrong.to_string()))?,
        colour: LabelColour::from_code(&colour)
            .ok_or_else(|| DbError::decode(2, "an unknown colour"))?,
        version: row.get(3)?,
        created_at: row.get(4)?,
        updated_at: row.get(5)?,
    })
}
