//! The rules by which sellers share out work, and what deciding by them needs to know of the work there is.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::assignment::Rule;
use rules::ids::{AgentId, BuyerId, ConversationId, RuleId, SellerId};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::{DbError, Row, Tx, params};

/// A rule with what people need to know of it.
#[derive(Debug, Clone, PartialEq)]
pub struct NamedRule {
    pub name: String,
    /// Rules are asked from the lowest place on.
    pub place: u32,
    pub rule: Rule,
    /// Counts the changes from 1.
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// All rules of a seller in their order.
pub async fn of_seller(tx: &Tx, seller: &SellerId) -> Result<Vec<NamedRule>, DbError> {
    let rows = tx
        .query(
            "SELECT rule_id, name, place, active, conditions, outcome, last_agent, version, created_at, updated_at \
             FROM assignment_rules WHERE seller_id = ?1 ORDER BY place, rule_id",
            params![seller],
        )
        .await?;
    rows.iter().map(read).collect()
}

pub async fn insert(tx: &Tx, seller: &SellerId, named: &NamedRule) -> Result<(), DbError> {
    let rule = &named.rule;
    tx.execute(
        "INSERT INTO assignment_rules (seller_id, rule_id, place, name, active, conditions, outcome, last_agent, \
         version, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        params![
            seller,
            rule.id,
            named.place,
            named.name,
            rule.active,
            json(&rule.conditions)?,
            json(&rule.outcome)?,
            rule.last_agent,
            named.version,
            named.created_at,
            named.updated_at
        ],
    )
    .await?;
    Ok(())
}

/// Saves the rule over the version before its own. Whose turn it is stays as it is.
pub async fn update(tx: &Tx, seller: &SellerId, named: &NamedRule) -> Result<(), DbError> {
    let rule = &named.rule;
    let changed = tx
        .execute(
            "UPDATE assignment_rules SET place = ?3, name = ?4, active = ?5, conditions = ?6, outcome = ?7, \
             version = ?8, updated_at = ?9 WHERE seller_id = ?1 AND rule_id = ?2 AND version = ?10",
            params![
                seller,
                rule.id,
                named.place,
                named.name,
                rule.active,
                json(&rule.conditions)?,
                json(&rule.outcome)?,
                named.version,
                named.updated_at,
                named.version - 1
            ],
        )
        .await?;
    match changed {
        0 => Err(DbError::Stale),
        _ => Ok(()),
    }
}

pub async fn delete(tx: &Tx, seller: &SellerId, id: RuleId) -> Result<(), DbError> {
    tx.execute(
        "DELETE FROM assignment_rules WHERE seller_id = ?1 AND rule_id = ?2",
        params![seller, id],
    )
    .await?;
    Ok(())
}

/// Remembers who got a conversation by the rule; that changes no version.
pub async fn save_turn(
    tx: &Tx,
    seller: &SellerId,
    id: RuleId,
    agent: &AgentId,
) -> Result<(), DbError> {
    tx.execute(
        "UPDATE assignment_rules SET last_agent = ?3 WHERE seller_id = ?1 AND rule_id = ?2",
        params![seller, id, agent],
    )
    .await?;
    Ok(())
}

/// How many conversations wait for the answer of each agent.
pub async fn open_work(tx: &Tx, seller: &SellerId) -> Result<BTreeMap<AgentId, u32>, DbError> {
    let rows = tx
        .query(
            "SELECT assignee, COUNT(*) FROM conversations WHERE seller_id = ?1 AND waits_for = 'seller' \
             AND assignee IS NOT NULL GROUP BY assignee ORDER BY assignee",
            params![seller],
        )
        .await?;
    rows.iter()
        .map(|row| Ok((row.get(0)?, row.get(1)?)))
        .collect()
}

/// Who was to answer this buyer the last time, in another conversation than this one.
pub async fn previous_agent(
    tx: &Tx,
    seller: &SellerId,
    buyer: &BuyerId,
    except: ConversationId,
) -> Result<Option<AgentId>, DbError> {
    let row = tx
        .query_opt(
            "SELECT assignee FROM conversations WHERE seller_id = ?1 AND buyer_id = ?2 AND conversation_id <> ?3 \
             AND assignee IS NOT NULL ORDER BY conversation_id DESC LIMIT 1",
            params![seller, buyer, except],
        )
        .await?;
    row.map(|row| row.get(0)).transpose()
}

fn json(value: &impl Serialize) -> Result<String, DbError> {
    serde_json::to_string(value).map_err(|error| DbError::decode(0, error.to_string()))
}

fn parsed<T: DeserializeOwned>(row: &Row, column: usize) -> Result<T, DbError> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|error| DbError::decode(column, error.to_string()))
}

fn read(row: &Row) -> Result<NamedRule, DbError> {
    Ok(NamedRule {
        name: row.get(1)?,
        place: row.get(2)?,
        rule: Rule {
            id: row.get(0)?,
            active: row.get(3)?,
            conditions: parsed(row, 4)?,
            outcome: parsed(row, 5)?,
            last_agent: row.get(6)?,
        },
        version: row.get(7)?,
        created_at: row.get(8)?,
        updated_at: row.get(9)?,
    })
}
