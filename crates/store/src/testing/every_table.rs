//! Rows in every table, whatever tables there are: nothing that makes sense, everything that a column can hold.

use rusqlite::{Connection, params_from_iter};

use crate::{DbOptions, Limits, Place, Value, sqlite::open_connection};

/// Texts that a careless copy would change, or put in another order.
const TEXTS: [&str; 8] = [
    "Žabica",
    "a",
    "B",
    "",
    "\\N\t\"x\"\r\n",
    "e\u{301}",
    "🧾🧾",
    "č",
];
const NUMBERS: [i64; 5] = [i64::MIN, -1, 0, 1, i64::MAX];

/// Puts so many rows into each table of a SQLite database; the same each time.
///
/// # Panics
/// When a table cannot be filled like this.
pub fn fill_every_table(options: &DbOptions, rows: usize) {
    let Place::Sqlite { path } = &options.place else {
        panic!("only SQLite is filled like this")
    };
    let mut connection =
        open_connection(path, &Limits::default()).expect("opening the database of a test");
    let transaction = connection.transaction().expect("beginning to fill");
    for table in names(&transaction) {
        fill(&transaction, &table, rows);
    }
    transaction.commit().expect("filling");
}

fn names(connection: &Connection) -> Vec<String> {
    let sql = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'schema_version' \
               AND name NOT LIKE 'sqlite%'";
    let mut statement = connection.prepare(sql).expect("the tables");
    let names = statement.query_map([], |row| row.get(0));
    let names: rusqlite::Result<Vec<String>> = names.expect("the tables").collect();
    names.expect("the tables")
}

fn fill(connection: &Connection, table: &str, rows: usize) {
    let sql = "SELECT type, \"notnull\", pk > 0 FROM pragma_table_info(?1)";
    let mut statement = connection.prepare(sql).expect("the columns");
    let columns = statement.query_map([table], |row| {
        Ok((
            row.get(0)?,
            row.get::<_, bool>(1)? || row.get::<_, bool>(2)?,
        ))
    });
    let columns: rusqlite::Result<Vec<(String, bool)>> = columns.expect("the columns").collect();
    let columns = columns.expect("the columns");
    let places: Vec<String> = (1..=columns.len()).map(|at| format!("?{at}")).collect();
    let sql = format!("INSERT INTO {table} VALUES ({})", places.join(", "));
    let mut insert = connection.prepare(&sql).expect("an insert");
    for row in 0..rows {
        let values = columns.iter().enumerate();
        let values = values.map(|(at, (kind, required))| {
            if !required && (row + at).is_multiple_of(3) {
                Value::Null
            } else {
                value(kind, row, at)
            }
        });
        insert
            .execute(params_from_iter(values))
            .unwrap_or_else(|error| panic!("{table}: {error}"));
    }
}

/// Different in each row, so that any column may be a key.
fn value(kind: &str, row: usize, column: usize) -> Value {
    let number = row as i64;
    match kind {
        "TEXT" => Value::Text(format!("{}{row}", TEXTS[(row + column) % TEXTS.len()])),
        "INTEGER" if row < NUMBERS.len() => Value::Integer(NUMBERS[row]),
        "INTEGER" => Value::Integer(number * 1_000_003),
        // 16 bytes, because some of them are UUIDs on PostgreSQL.
        "BLOB" => {
            let high = u64::try_from(number).expect("a row") ^ 0xff00_ff00_0000_0000;
            let low = (column as u64).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            let bytes = [high.to_be_bytes(), low.to_be_bytes()];
            Value::Blob(bytes.concat())
        }
        other => panic!("a column has the type {other}"),
    }
}
