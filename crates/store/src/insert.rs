//! Inserting many rows of one table with few statements.

use std::sync::OnceLock;

use futures::future::try_join_all;

use crate::{DbError, Tx, Value};

/// Rows of one statement, the most first.
const SIZES: [usize; 3] = [8, 2, 1];

/// An `INSERT INTO … VALUES (?1, …)` with the parameters in their order, and the same for several rows.
#[derive(Debug)]
pub(crate) struct Insert {
    one: &'static str,
    several: [OnceLock<String>; SIZES.len()],
}

impl Insert {
    pub(crate) const fn new(one: &'static str) -> Insert {
        Insert {
            one,
            several: [const { OnceLock::new() }; SIZES.len()],
        }
    }

    /// Inserts the rows in their order; the statements are sent together.
    pub(crate) async fn rows<const COLUMNS: usize>(
        &'static self,
        tx: &Tx,
        rows: impl IntoIterator<Item = [Value; COLUMNS]>,
    ) -> Result<(), DbError> {
        let values: Vec<Value> = rows.into_iter().flatten().collect();
        let mut rest = &values[..];
        let mut statements = Vec::new();
        for (size, text) in SIZES.iter().zip(&self.several) {
            while let Some((rows, behind)) = rest.split_at_checked(size * COLUMNS)
                && !rows.is_empty()
            {
                let sql = text.get_or_init(|| repeated(self.one, COLUMNS, *size));
                statements.push(tx.execute(sql, rows));
                rest = behind;
            }
        }
        try_join_all(statements).await?;
        Ok(())
    }
}

/// The statement for so many rows of so many columns.
fn repeated(one: &str, columns: usize, rows: usize) -> String {
    let tuple = |row: usize| {
        let numbers = (1..=columns).map(|column| format!("?{}", row * columns + column));
        format!("({})", numbers.collect::<Vec<_>>().join(", "))
    };
    let (head, own) = one.split_once(" VALUES ").unwrap_or((one, ""));
    debug_assert_eq!(own, tuple(0), "{head} has other parameters");
    let tuples: Vec<String> = (0..rows).map(tuple).collect();
    format!("{head} VALUES {}", tuples.join(", "))
}

#[cfg(test)]
mod tests {
    use super::repeated;

    #[test]
    fn parameters_are_numbered_on_from_row_to_row() {
        let one = "insert into t (a, b) VALUES (?1, ?2)";
        assert_eq!(repeated(one, 2, 1), one);
        assert_eq!(
            repeated(one, 2, 3),
            "insert into t (a, b) VALUES (?1, ?2), (?3, ?4), (?5, ?6)"
        );
    }

    #[test]
    #[should_panic(expected = "has other parameters")]
    fn a_statement_with_other_parameters_is_not_repeated() {
        repeated("insert into t (a, b) VALUES ('', ?1)", 1, 2);
    }
}
