//! Changes of the marketplace's settings. Few rows; withdrawn and ended ones stay, they are the history.

use jiff::Timestamp;
use rules::ids::{ContentId, SettingChangeId, StaffId};
use rules::settings::{Setting, SettingChange, SettingValue, Validity};

use crate::{DbError, Row, Tx, params};

/// A change with who entered it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entered {
    pub change: SettingChange,
    /// Counts the changes of its setting from 1.
    pub revision: i64,
    pub by: StaffId,
    /// The content with the reason.
    pub because: ContentId,
}

/// A withdrawal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawal {
    pub at: Timestamp,
    pub by: StaffId,
    pub because: ContentId,
}

/// A change as people read it: with names and reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Past {
    pub change: SettingChange,
    pub revision: i64,
    pub entered: Act,
    pub withdrawn: Option<Act>,
}

/// Who did it and why.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    pub by: StaffId,
    /// `None` where nobody of this id is known.
    pub name: Option<String>,
    /// `None` once erased.
    pub because: Option<String>,
}

/// Saves a new change under the salt of its value's commitment.
/// Somebody else's change of the same revision is [`DbError::Unique`].
pub async fn insert(tx: &Tx, entered: &Entered, salt: &[u8; 32]) -> Result<(), DbError> {
    let change = &entered.change;
    let value = serde_json::to_string(&change.value)
        .map_err(|error| DbError::decode(3, error.to_string()))?;
    tx.execute(
        "INSERT INTO setting_changes (setting_change_id, setting, revision, value, salt, valid_from, valid_to, known_from, \
         known_to, entered_by, entered_because) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            change.id,
            change.value.setting().code(),
            entered.revision,
            value,
            salt,
            change.validity.from,
            change.validity.to,
            change.known_from,
            change.known_to,
            entered.by,
            entered.because
        ],
    )
    .await?;
    Ok(())
}

/// Withdraws a change; [`DbError::Stale`] where it has been withdrawn meanwhile.
pub async fn withdraw(tx: &Tx, id: SettingChangeId, withdrawal: Withdrawal) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE setting_changes SET known_to = ?2, withdrawn_by = ?3, withdrawn_because = ?4 \
             WHERE setting_change_id = ?1 AND known_to IS NULL",
            params![id, withdrawal.at, withdrawal.by, withdrawal.because],
        )
        .await?;
    if changed == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

/// Every change that has not been withdrawn, oldest first: what the settings in force are drawn from.
pub async fn holding(tx: &Tx) -> Result<Vec<SettingChange>, DbError> {
    let rows = tx
        .query(
            "SELECT setting_change_id, value, valid_from, valid_to, known_from, known_to FROM setting_changes \
             WHERE known_to IS NULL ORDER BY setting_change_id",
            params![],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// The newest revision of a setting; 0 where it was never changed.
pub async fn revision(tx: &Tx, setting: Setting) -> Result<i64, DbError> {
    let row = tx
        .query_one(
            "SELECT COALESCE(MAX(revision), 0) FROM setting_changes WHERE setting = ?1",
            params![setting.code()],
        )
        .await?;
    row.get(0)
}

/// The change with this id, withdrawn or not.
pub async fn find(tx: &Tx, id: SettingChangeId) -> Result<Option<SettingChange>, DbError> {
    let row = tx
        .query_opt(
            "SELECT setting_change_id, value, valid_from, valid_to, known_from, known_to FROM setting_changes \
             WHERE setting_change_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// The history of one setting or of all, newest first, from before a key on.
pub async fn history(
    tx: &Tx,
    setting: Option<Setting>,
    before: Option<(Timestamp, SettingChangeId)>,
    limit: u32,
) -> Result<Vec<Past>, DbError> {
    let rows = tx
        .query(
            "SELECT c.setting_change_id, c.value, c.valid_from, c.valid_to, c.known_from, c.known_to, c.revision, \
             c.entered_by, e.name, r.text, c.withdrawn_by, w.name, q.text FROM setting_changes c \
             LEFT JOIN staff e ON e.staff_id = c.entered_by \
             LEFT JOIN contents r ON r.seller_id = '' AND r.content_id = c.entered_because \
             LEFT JOIN staff w ON w.staff_id = c.withdrawn_by \
             LEFT JOIN contents q ON q.seller_id = '' AND q.content_id = c.withdrawn_because \
             WHERE (c.known_from, c.setting_change_id) < (?1, ?2) AND (c.setting = ?3 OR ?3 = '') \
             ORDER BY c.known_from DESC, c.setting_change_id DESC LIMIT ?4",
            params![
                before.map_or(i64::MAX, |(at, _)| at.as_microsecond()),
                before.map_or(SettingChangeId(uuid::Uuid::max()), |(_, id)| id),
                setting.map_or("", Setting::code),
                limit
            ],
        )
        .await?;
    rows.iter().map(read_past).collect()
}

fn read_past(row: &Row) -> Result<Past, DbError> {
    let withdrawn_by: Option<StaffId> = row.get(10)?;
    let withdrawn = match withdrawn_by {
        Some(by) => Some(Act {
            by,
            name: row.get(11)?,
            because: row.get(12)?,
        }),
        None => None,
    };
    Ok(Past {
        change: read(row)?,
        revision: row.get(6)?,
        entered: Act {
            by: row.get(7)?,
            name: row.get(8)?,
            because: row.get(9)?,
        },
        withdrawn,
    })
}

fn read(row: &Row) -> Result<SettingChange, DbError> {
    let value: String = row.get(1)?;
    let value: SettingValue =
        serde_json::from_str(&value).map_err(|error| DbError::decode(1, error.to_string()))?;
    Ok(SettingChange {
        id: row.get(0)?,
        value,
        validity: Validity {
            from: row.get(2)?,
            to: row.get(3)?,
        },
        known_from: row.get(4)?,
        known_to: row.get(5)?,
    })
}
