//! What stands for people in the log of the archive. It is made once, and stays when the salt is erased.

use crate::{DbError, Tx, params};

/// Somebody whose id may say who it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Person {
    pub kind: &'static str,
    /// Whose agent it is; empty for others.
    pub seller: String,
    /// The marketplace's id.
    pub id: String,
}

/// What stands for somebody, if that has been made.
pub async fn any_find(tx: &Tx, person: &Person) -> Result<Option<String>, DbError> {
    let row = tx
        .query_opt(
            "SELECT pseudonym FROM pseudonyms WHERE person_kind = ?1 AND seller_id = ?2 AND person_id = ?3",
            params![person.kind, person.seller, person.id],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

/// Keeps what is to stand for somebody, unless something does already. Of a buyer that has been erased the salt is not kept.
pub async fn any_insert(
    tx: &Tx,
    person: &Person,
    salt: &[u8; 32],
    pseudonym: &str,
) -> Result<(), DbError> {
    let is_erased = person.kind == "buyer" && is_erased(tx, &person.id).await?;
    let salt = (!is_erased).then_some(*salt);
    tx.execute(
        "INSERT INTO pseudonyms (person_kind, seller_id, person_id, salt, pseudonym) VALUES (?1, ?2, ?3, ?4, ?5) \
         ON CONFLICT (person_kind, seller_id, person_id) DO NOTHING",
        params![person.kind, person.seller, person.id, salt, pseudonym],
    )
    .await?;
    Ok(())
}

async fn is_erased(tx: &Tx, buyer: &str) -> Result<bool, DbError> {
    let row = tx
        .query_opt(
            "SELECT 1 FROM erasures WHERE buyer_id = ?1 AND outcome = 'approved'",
            params![buyer],
        )
        .await?;
    Ok(row.is_some())
}

/// What stands for somebody with the salt that it was made under, as long as there is one.
pub async fn any_opened(tx: &Tx, person: &Person) -> Result<Option<([u8; 32], String)>, DbError> {
    let row = tx
        .query_opt(
            "SELECT salt, pseudonym FROM pseudonyms WHERE person_kind = ?1 AND seller_id = ?2 AND person_id = ?3 \
             AND salt IS NOT NULL",
            params![person.kind, person.seller, person.id],
        )
        .await?;
    row.map(|row| Ok((row.get(0)?, row.get(1)?))).transpose()
}
