//! What a database holds, as one number for each table: the same rows give the same on both databases.

use std::fmt;

use sha2::{Digest as _, Sha256};

use super::{
    TablesError,
    shape::Table,
    snapshot::{Rows, Snapshot},
};
use crate::{DbOptions, Value, migrate};

/// What all tables hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digest {
    /// In the order of their names.
    pub tables: Vec<TableDigest>,
}

/// What one table holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableDigest {
    pub table: String,
    pub rows: u64,
    pub hash: Hash,
}

/// A SHA-256.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hash([u8; 32]);

/// Reads one state of the whole database, also while others write.
pub async fn digest(options: &DbOptions) -> Result<Digest, TablesError> {
    migrate::require_current(options).await?;
    let mut snapshot = Snapshot::open(options).await?;
    let mut tables = Vec::new();
    for table in snapshot.tables().await? {
        let mut sum = Sum::of(&table);
        let mut rows = Rows::of(&table);
        while let Some(page) = rows.next(&mut snapshot).await? {
            for row in &page {
                sum.add(row.values());
            }
        }
        tables.push(sum.finish());
    }
    Ok(Digest::of(tables))
}

impl Digest {
    pub(super) fn of(mut tables: Vec<TableDigest>) -> Self {
        tables.sort_by(|one, other| one.table.cmp(&other.table));
        Self { tables }
    }

    /// One hash of all tables.
    pub fn whole(&self) -> Hash {
        let mut hasher = Sha256::new();
        for table in &self.tables {
            add_bytes(&mut hasher, table.table.as_bytes());
            hasher.update(table.rows.to_be_bytes());
            hasher.update(table.hash.0);
        }
        Hash(hasher.finalize().into())
    }

    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|table| table.rows).sum()
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The digest of a table under way: its columns' names, then its rows in the order of its key.
pub(super) struct Sum {
    table: String,
    rows: u64,
    hasher: Sha256,
}

impl Sum {
    pub(super) fn of(table: &Table) -> Self {
        let mut hasher = Sha256::new();
        for column in &table.columns {
            add_bytes(&mut hasher, column.as_bytes());
        }
        Self {
            table: table.name.clone(),
            rows: 0,
            hasher,
        }
    }

    pub(super) fn rows(&self) -> u64 {
        self.rows
    }

    pub(super) fn add(&mut self, row: &[Value]) {
        self.rows += 1;
        for value in row {
            self.add_value(value);
        }
    }

    pub(super) fn finish(self) -> TableDigest {
        TableDigest {
            table: self.table,
            rows: self.rows,
            hash: Hash(self.hasher.finalize().into()),
        }
    }

    /// No value begins like another one: its kind, then its length where it has one. A UUID is its bytes.
    fn add_value(&mut self, value: &Value) {
        match value {
            Value::Null => self.hasher.update([0]),
            Value::Integer(number) => {
                self.hasher.update([1]);
                self.hasher.update(number.to_be_bytes());
            }
            Value::Text(text) => {
                self.hasher.update([2]);
                add_bytes(&mut self.hasher, text.as_bytes());
            }
            Value::Blob(bytes) => {
                self.hasher.update([3]);
                add_bytes(&mut self.hasher, bytes);
            }
            Value::Uuid(id) => {
                self.hasher.update([3]);
                add_bytes(&mut self.hasher, id.as_bytes());
            }
        }
    }
}

fn add_bytes(hasher: &mut Sha256, bytes: &[u8]) {
    hasher.update((bytes.len() as u64).to_be_bytes());
    hasher.update(bytes);
}

/// Whether both are the same content, though the databases store it differently.
pub(super) fn is_same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Blob(bytes), Value::Uuid(id)) | (Value::Uuid(id), Value::Blob(bytes)) => {
            id.as_bytes().as_slice() == bytes
        }
        (one, other) => one == other,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Hash, Sum, Table};
    use crate::Value;

    fn hash(rows: &[&[Value]]) -> Hash {
        let table = Table {
            name: "t".to_owned(),
            columns: vec!["a".to_owned(), "b".to_owned()],
            key: vec![0],
            refers_to: [].into(),
        };
        let mut sum = Sum::of(&table);
        rows.iter().for_each(|row| sum.add(row));
        sum.finish().hash
    }

    fn text(text: &str) -> Value {
        Value::Text(text.to_owned())
    }

    #[test]
    fn different_rows_have_different_digests() {
        let rows = [
            vec![text("a"), text("b")],
            vec![text("ab"), text("")],
            vec![text(""), text("ab")],
            vec![text("a"), Value::Null],
            vec![Value::Null, text("a")],
            vec![Value::Integer(0), Value::Null],
            vec![Value::Null, Value::Integer(0)],
            vec![Value::Blob(b"a".to_vec()), text("b")],
            vec![text("a"), Value::Blob(b"b".to_vec())],
        ];
        let mut hashes: Vec<String> = rows.iter().map(|row| hash(&[row]).to_string()).collect();
        hashes.push(hash(&[]).to_string());
        hashes.push(hash(&[&rows[0], &rows[1]]).to_string());
        hashes.push(hash(&[&rows[1], &rows[0]]).to_string());
        let count = hashes.len();
        hashes.sort();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
    }

    #[test]
    fn a_uuid_is_its_bytes() {
        let id = Uuid::from_u128(0x0123_4567_89ab_cdef);
        assert_eq!(
            hash(&[&[Value::Uuid(id), Value::Null]]),
            hash(&[&[Value::Blob(id.as_bytes().to_vec()), Value::Null]])
        );
    }
}
