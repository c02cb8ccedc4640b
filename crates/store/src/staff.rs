//! People of the marketplace, with their roles and passwords.

use jiff::Timestamp;
use rules::access::Roles;
use rules::ids::StaffId;

use crate::{DbError, Row, Tx, params};

/// A person of staff. The password is an argon2id hash in PHC form.
#[derive(Clone, PartialEq, Eq)]
pub struct Staff {
    pub id: StaffId,
    pub name: String,
    /// In lower case; unique.
    pub email: String,
    pub language: String,
    pub roles: Roles,
    pub active: bool,
    pub password_hash: String,
    pub version: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// The columns of [`Staff::email`] as [`DbError::Unique`] names them.
pub const UNIQUE_EMAIL: &str = "staff.email";

pub async fn insert(tx: &Tx, staff: &Staff) -> Result<(), DbError> {
    tx.execute(
        "INSERT INTO staff (staff_id, name, email, language, roles, active, password_hash, version, created_at, updated_at) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![
            staff.id,
            staff.name,
            staff.email,
            staff.language,
            staff.roles.to_codes(),
            staff.active,
            staff.password_hash,
            staff.version,
            staff.created_at,
            staff.updated_at
        ],
    )
    .await?;
    Ok(())
}

/// Saves everything but id and creation if the stored version is still the one before `staff.version`.
pub async fn update(tx: &Tx, staff: &Staff) -> Result<(), DbError> {
    let changed = tx
        .execute(
            "UPDATE staff SET name = ?3, email = ?4, language = ?5, roles = ?6, active = ?7, password_hash = ?8, version = ?9, updated_at = ?10 \
             WHERE staff_id = ?1 AND version = ?2",
            params![
                staff.id,
                staff.version - 1,
                staff.name,
                staff.email,
                staff.language,
                staff.roles.to_codes(),
                staff.active,
                staff.password_hash,
                staff.version,
                staff.updated_at
            ],
        )
        .await?;
    if changed == 0 {
        Err(DbError::Stale)
    } else {
        Ok(())
    }
}

pub async fn find(tx: &Tx, id: StaffId) -> Result<Option<Staff>, DbError> {
    let row = tx
        .query_opt(
            "SELECT staff_id, name, email, language, roles, active, password_hash, version, created_at, updated_at \
             FROM staff WHERE staff_id = ?1",
            params![id],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

/// Everybody, by name.
pub async fn all(tx: &Tx) -> Result<Vec<Staff>, DbError> {
    let rows = tx
        .query(
            "SELECT staff_id, name, email, language, roles, active, password_hash, version, created_at, updated_at \
             FROM staff ORDER BY name, staff_id",
            params![],
        )
        .await?;
    rows.iter().map(read).collect()
}

/// Keeps the active ones as they are until the transaction ends: of two that cross, one runs again.
pub async fn hold_active(tx: &Tx) -> Result<(), DbError> {
    tx.execute(
        "UPDATE staff SET version = version WHERE active = 1",
        params![],
    )
    .await?;
    Ok(())
}

/// `email` in lower case.
pub async fn by_email(tx: &Tx, email: &str) -> Result<Option<Staff>, DbError> {
    let row = tx
        .query_opt(
            "SELECT staff_id, name, email, language, roles, active, password_hash, version, created_at, updated_at \
             FROM staff WHERE email = ?1",
            params![email],
        )
        .await?;
    row.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Staff, DbError> {
    let roles: String = row.get(4)?;
    Ok(Staff {
        id: row.get(0)?,
        name: row.get(1)?,
        email: row.get(2)?,
        language: row.get(3)?,
        roles: Roles::from_codes(&roles).map_err(|code| DbError::decode(4, code))?,
        active: row.get(5)?,
        password_hash: row.get(6)?,
        version: row.get(7)?,
        created_at: row.get(8)?,
        updated_at: row.get(9)?,
    })
}

impl std::fmt::Debug for Staff {
    /// Without the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Staff")
            .field("id", &self.id)
            .field("roles", &self.roles)
            .finish_non_exhaustive()
    }
}
