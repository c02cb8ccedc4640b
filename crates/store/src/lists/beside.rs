//! Other conversations that are shown beside one, as the seller sees them, whoever looks.

use rules::conversation::Subject;
use rules::ids::{BuyerId, SellerId};
use rules::moderation::Reader;

use super::entry::{Entry, read};
use super::sql::{ABOUT_SUBJECT, WITH_BUYER};
use crate::{DbError, Tx, params};

/// A seller's conversations with one buyer, newest first.
pub async fn with_buyer(
    tx: &Tx,
    seller: &SellerId,
    buyer: &BuyerId,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    let rows = tx.query(WITH_BUYER, params![seller, buyer, limit]).await?;
    rows.iter().map(|row| read(row, Reader::Seller)).collect()
}

/// A seller's conversations about one order or listing, newest first.
pub async fn about_subject(
    tx: &Tx,
    seller: &SellerId,
    subject: &Subject,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    let params = params![seller, subject.kind().code(), subject.id(), limit];
    let rows = tx.query(ABOUT_SUBJECT, params).await?;
    rows.iter().map(|row| read(row, Reader::Seller)).collect()
}
