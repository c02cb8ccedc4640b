//! What operators changed in the calendars' days. Few rows; withdrawn ones stay, so that a past calendar can be built again.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::deadline::Override;
use rules::ids::CalendarDayId;

use crate::{DbError, Row, Tx, params};

/// One change with its id and the person who made it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarDay {
    pub id: CalendarDayId,
    pub change: Override,
    pub created_by: String,
}

/// Saves a new change.
pub async fn insert(tx: &Tx, day: &CalendarDay) -> Result<(), DbError> {
    let change = &day.change;
    tx.execute(
        "INSERT INTO calendar_days (calendar_day_id, country, subdivision, day, change, valid_from, valid_to, \
         known_from, known_to, created_by) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            day.id,
            change.country,
            change.subdivision,
            json(&change.day)?,
            json(&change.change)?,
            change.valid_from.map(|date| date.to_string()),
            change.valid_to.map(|date| date.to_string()),
            change.known_from,
            change.known_to,
            day.created_by
        ],
    )
    .await?;
    Ok(())
}

/// Withdraws a change as of an instant; `false` where there is none that still holds.
pub async fn withdraw(tx: &Tx, id: CalendarDayId, at: Timestamp) -> Result<bool, DbError> {
    let changed = tx
        .execute(
            "UPDATE calendar_days SET known_to = ?2 WHERE calendar_day_id = ?1 AND known_to IS NULL",
            params![id, at],
        )
        .await?;
    Ok(changed == 1)
}

/// The change with this id, withdrawn or not.
pub async fn find(tx: &Tx, id: CalendarDayId) -> Result<Option<CalendarDay>, DbError> {
    let row = tx
        .query_opt(
            "SELECT calendar_day_id, country, subdivision, day, change, valid_from, valid_to, known_from, known_to, \
             created_by FROM calendar_days WHERE calendar_day_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// All changes for all countries, the withdrawn ones too, oldest first.
pub async fn all(tx: &Tx) -> Result<Vec<CalendarDay>, DbError> {
    let rows = tx
        .query(
            "SELECT calendar_day_id, country, subdivision, day, change, valid_from, valid_to, known_from, known_to, \
             created_by FROM calendar_days ORDER BY calendar_day_id",
            params![],
        )
        .await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<CalendarDay, DbError> {
    let day: String = row.get(3)?;
    let change: String = row.get(4)?;
    let date = |column: usize| -> Result<Option<Date>, DbError> {
        let text: Option<String> = row.get(column)?;
        let parsed = text.map(|text| text.parse::<Date>());
        parsed
            .transpose()
            .map_err(|error| DbError::decode(column, error.to_string()))
    };
    let wrong =
        |column: usize| move |error: serde_json::Error| DbError::decode(column, error.to_string());
    Ok(CalendarDay {
        id: row.get(0)?,
        change: Override {
            country: row.get(1)?,
            subdivision: row.get(2)?,
            day: serde_json::from_str(&day).map_err(wrong(3))?,
            change: serde_json::from_str(&change).map_err(wrong(4))?,
            valid_from: date(5)?,
            valid_to: date(6)?,
            known_from: row.get(7)?,
            known_to: row.get(8)?,
        },
        created_by: row.get(9)?,
    })
}

fn json(value: &impl serde::Serialize) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|error| DbError::decode(0, error.to_string()))
}
