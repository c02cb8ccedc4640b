//! A seller's lists, page by page.

use jiff::Timestamp;
use rules::ids::{AgentId, BuyerId, ConversationId, LabelId, SellerId};
use rules::moderation::Reader;
use rules::search::folded;

use super::entry::{Assigned, Entry, Filter, Seek, Tab, read};
use super::sql::{ALL, CHANGED, CLOSED, NEEDS_REPLY, OVERDUE, WAITING_FOR_BUYER};
use crate::{Backend, DbError, Tx, Value, labels, params};

/// One page of a seller's list, at most `limit` rows.
pub async fn of_seller(
    tx: &Tx,
    seller: &SellerId,
    tab: Tab,
    filter: &Filter,
    seek: Option<Seek>,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    let (sql, ascending) = match tab {
        Tab::NeedsReply => (NEEDS_REPLY, true),
        Tab::Overdue(_) => (OVERDUE, true),
        Tab::WaitingForBuyer => (WAITING_FOR_BUYER, false),
        Tab::Closed => (CLOSED, false),
        Tab::All => (ALL, false),
    };
    let mut params = narrowed(seller, filter, limit);
    let seek = match filter.to {
        Some(to) if !ascending => Some(before(seek, to)),
        _ => seek,
    };
    params.extend(place(seek, ascending));
    if let Tab::Overdue(now) = tab {
        params.push(Value::Integer(now.as_microsecond()));
    }
    labelled(tx, seller, sql, &params).await
}

/// A seller's conversations in the order of their last change, after a key.
pub async fn of_seller_changed(
    tx: &Tx,
    seller: &SellerId,
    filter: &Filter,
    seek: Option<Seek>,
    limit: u32,
) -> Result<Vec<Entry>, DbError> {
    let mut params = narrowed(seller, filter, limit);
    params.extend(place(seek, true));
    labelled(tx, seller, CHANGED, &params).await
}

async fn labelled(
    tx: &Tx,
    seller: &SellerId,
    sql: &'static str,
    params: &[Value],
) -> Result<Vec<Entry>, DbError> {
    let (_, rows) = tokio::try_join!(planned_for_all(tx), tx.query(sql, params))?;
    let mut entries: Vec<Entry> = rows
        .iter()
        .map(|row| read(row, Reader::Seller))
        .collect::<Result<_, _>>()?;
    let ids: Vec<ConversationId> = entries.iter().map(|entry| entry.id).collect();
    let mut labels = labels::of_conversations(tx, seller, &ids).await?;
    for entry in &mut entries {
        entry.labels = labels.remove(&entry.id).unwrap_or_default();
    }
    Ok(entries)
}

/// Has what follows in this transaction planned for all values alike, which only PostgreSQL has to be told.
/// Left alone it plans a list anew each time, which takes longer than reading it; and by a bitmap it would gather all
/// that an index leads to before it looks at the first.
pub(super) async fn planned_for_all(tx: &Tx) -> Result<(), DbError> {
    if tx.backend() == Backend::Postgres {
        tokio::try_join!(
            tx.execute("SET LOCAL plan_cache_mode = force_generic_plan", params![]),
            tx.execute("SET LOCAL enable_bitmapscan = off", params![]),
        )?;
    }
    Ok(())
}

/// ?1 to ?13 of a seller's statements.
pub(super) fn narrowed(seller: &SellerId, filter: &Filter, limit: u32) -> Vec<Value> {
    let assignee = match &filter.assignee {
        None => "",
        Some(Assigned::Nobody) => "*",
        Some(Assigned::Agent(agent)) => agent.as_str(),
    };
    let words = filter.words.as_deref().unwrap_or("").trim();
    params![
        seller,
        filter.subject.as_deref().unwrap_or(""),
        filter.buyer.as_ref().map_or("", BuyerId::as_str),
        assignee,
        filter.from.map_or(i64::MIN, Timestamp::as_microsecond),
        filter.to.map_or(i64::MAX, Timestamp::as_microsecond),
        words,
        pattern(words),
        filter.label.is_some(),
        filter.label.unwrap_or(LabelId(uuid::Uuid::nil())),
        filter.unread,
        filter.reader.as_ref().map_or("", AgentId::as_str),
        limit
    ]
    .to_vec()
}

/// Finds names that hold these words in this order, whatever stands between them.
fn pattern(words: &str) -> String {
    let mut pattern = String::from("%");
    for word in folded(words).split_whitespace() {
        for letter in word.chars() {
            if matches!(letter, '%' | '_' | '!') {
                pattern.push('!');
            }
            pattern.push(letter);
        }
        pattern.push('%');
    }
    pattern
}

/// The key to go on from in a list that begins with the newest, and never one of the filter's end or later.
fn before(seek: Option<Seek>, to: Timestamp) -> Seek {
    let end = Seek {
        at: to,
        id: ConversationId(uuid::Uuid::nil()),
    };
    seek.filter(|seek| seek.at < to).unwrap_or(end)
}

/// The key to go on from; without one, the key before all others in that direction.
pub(super) fn place(seek: Option<Seek>, ascending: bool) -> [Value; 2] {
    let (at, id) = match (seek, ascending) {
        (Some(seek), _) => (seek.at.as_microsecond(), seek.id.0),
        (None, true) => (i64::MIN, uuid::Uuid::nil()),
        (None, false) => (i64::MAX, uuid::Uuid::max()),
    };
    [Value::Integer(at), Value::Uuid(id)]
}

#[cfg(test)]
mod tests {
    use super::pattern;

    #[test]
    fn what_was_typed_is_no_pattern_of_its_own() {
        assert_eq!(pattern("  Ana  Žit"), "%ana%zit%");
        assert_eq!(pattern("100%_!"), "%100!%!_!!%");
        assert_eq!(pattern(""), "%");
    }
}
