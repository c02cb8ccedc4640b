//! When each account was last opened. Which sessions there are, and from where, is not known here.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::ids::SellerId;

use crate::accounts::AccountKey;
use crate::{DbError, Tx, params};

pub async fn note(tx: &Tx, account: &AccountKey, now: Timestamp) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO last_sign_ins (seller_id, person_id, signed_in_at) VALUES (?1, ?2, ?3)
         ON CONFLICT (seller_id, person_id) DO UPDATE SET signed_in_at = ?3",
        params![account.seller, account.person, now],
    )
    .await?;
    Ok(())
}

/// Of everybody of a seller, or of the staff where it is `None`, by the id of the person.
pub async fn of(
    tx: &Tx,
    seller: Option<&SellerId>,
) -> Result<BTreeMap<String, Timestamp>, DbError> {
    let rows = tx
        .query(
            "SELECT person_id, signed_in_at FROM last_sign_ins WHERE seller_id = ?1 ORDER BY person_id",
            params![seller.map_or("", SellerId::as_str)],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}
