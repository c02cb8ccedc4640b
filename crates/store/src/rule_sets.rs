//! Versions of the rules and which of them was active when. Nothing here is ever changed: rows are added.

use jiff::Timestamp;
use rules::ids::{ContentId, StaffId};
use rules::moderation::{NO_RULE_SET, RuleSetFacts};

use crate::{DbError, Row, Tx, params};

/// A version as it is entered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRuleSet {
    pub number: u32,
    /// The version that its author began with; 0 without one.
    pub based_on: u32,
    pub text: ContentId,
    pub at: Timestamp,
    pub by: StaffId,
    pub because: ContentId,
}

/// A version as people read it, without its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownRuleSet {
    pub facts: RuleSetFacts,
    pub based_on: u32,
    pub entered: Done,
}

/// A version that became the active one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Activation {
    /// Counts all activations from 1.
    pub activation: u32,
    pub number: u32,
    pub before: u32,
    pub done: Done,
}

/// Who did something, when and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    pub at: Timestamp,
    pub by: StaffId,
    /// `None` where nobody of this id is known.
    pub name: Option<String>,
    /// `None` where nobody gave a reason, or once it is erased.
    pub because: Option<String>,
}

/// Saves a new version; somebody else's of the same number is [`DbError::Unique`].
pub async fn insert(tx: &Tx, new: &NewRuleSet) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO rule_sets (number, based_on, text_id, entered_at, entered_by, entered_because) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![new.number, new.based_on, new.text, new.at, new.by, new.because],
    )
    .await?;
    Ok(())
}

/// The number of the newest version; 0 where there is none.
pub async fn newest(tx: &Tx) -> Result<u32, DbError> {
    let row = tx
        .query_one("SELECT COALESCE(MAX(number), 0) FROM rule_sets", params![])
        .await?;
    row.get(0)
}

/// The version with this text.
pub async fn of_text(tx: &Tx, text: ContentId) -> Result<Option<u32>, DbError> {
    let row = tx
        .query_opt(
            "SELECT number FROM rule_sets WHERE text_id = ?1",
            params![text],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// The number of the active version and of the activation that made it so; both 0 where there was none.
pub async fn active(tx: &Tx) -> Result<(u32, u32), DbError> {
    let row = tx
        .query_opt(
            "SELECT number, activation FROM rule_activations ORDER BY activation DESC LIMIT 1",
            params![],
        )
        .await?;
    match row {
        Some(row) => Ok((row.get(0)?, row.get(1)?)),
        None => Ok((NO_RULE_SET, 0)),
    }
}

/// The text of a version; `None` where there is none or it has been erased.
pub async fn text(tx: &Tx, number: u32) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            "SELECT c.text FROM rule_sets s JOIN contents c ON c.seller_id = '' AND c.content_id = s.text_id \
             WHERE s.number = ?1",
            params![number],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// The version of this number, or with 0 all of them, newest first.
pub async fn known(tx: &Tx, number: u32, limit: u32) -> Result<Vec<KnownRuleSet>, DbError> {
    let (active, _) = active(tx).await?;
    let rows = tx
        .query(
            "SELECT s.number, (SELECT COUNT(*) FROM rule_activations a WHERE a.number = s.number), \
             (SELECT r.against FROM rule_replays r WHERE r.number = s.number AND r.state = 'done' \
              ORDER BY r.started_at DESC LIMIT 1), s.based_on, s.entered_at, s.entered_by, p.name, c.text \
             FROM rule_sets s LEFT JOIN staff p ON p.staff_id = s.entered_by \
             LEFT JOIN contents c ON c.seller_id = '' AND c.content_id = s.entered_because \
             WHERE s.number = ?1 OR ?1 = 0 ORDER BY s.number DESC LIMIT ?2",
            params![number, limit],
        )
        .await?;
    let read = |row: &Row| {
        let activations: u32 = row.get(1)?;
        Ok(KnownRuleSet {
            facts: RuleSetFacts {
                number: row.get(0)?,
                active,
                was_active: activations > 0,
                replayed_against: row.get(2)?,
            },
            based_on: row.get(3)?,
            entered: read_done(row, 4)?,
        })
    };
    rows.iter().map(read).collect()
}

/// Makes a version the active one; where another one became it meanwhile this is [`DbError::Unique`].
pub async fn activate(
    tx: &Tx,
    (activation, number, before): (u32, u32, u32),
    (at, by): (Timestamp, StaffId),
    because: Option<ContentId>,
) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO rule_activations (activation, number, before_number, at, by_staff, because) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![activation, number, before, at, by, because],
    )
    .await?;
    Ok(())
}

/// The last activations, newest first.
pub async fn activations(tx: &Tx, limit: u32) -> Result<Vec<Activation>, DbError> {
    let rows = tx
        .query(
            "SELECT a.activation, a.number, a.before_number, a.at, a.by_staff, p.name, c.text FROM rule_activations a \
             LEFT JOIN staff p ON p.staff_id = a.by_staff \
             LEFT JOIN contents c ON c.seller_id = '' AND c.content_id = a.because \
             ORDER BY a.activation DESC LIMIT ?1",
            params![limit],
        )
        .await?;
    let read = |row: &Row| {
        Ok(Activation {
            activation: row.get(0)?,
            number: row.get(1)?,
            before: row.get(2)?,
            done: read_done(row, 3)?,
        })
    };
    rows.iter().map(read).collect()
}

pub(crate) fn read_done(row: &Row, first: usize) -> Result<Done, DbError> {
    Ok(Done {
        at: row.get(first)?,
        by: row.get(first + 1)?,
        name: row.get(first + 2)?,
        because: row.get(first + 3)?,
    })
}
