//! Asking a database whether it understands a statement, without running it.

use tokio_postgres::types::Type;

use super::TestDatabase;
use crate::{
    Limits, Place,
    postgres::{Target, mapped},
    sqlite::open_connection,
};

/// The types of our columns, and those that counting and comparing give.
const KINDS: [Type; 8] = [
    Type::INT8,
    Type::INT4,
    Type::TEXT,
    Type::BYTEA,
    Type::UUID,
    Type::BOOL,
    Type::NUMERIC,
    Type::NAME,
];
/// The types that a parameter may have been inferred to be.
const PARAMETERS: [Type; 5] = [Type::INT8, Type::INT4, Type::TEXT, Type::BYTEA, Type::UUID];

impl TestDatabase {
    /// What the database has against each of these statements: `(statement, complaint)`.
    pub async fn complaints(&self, statements: &[&'static str]) -> Vec<(&'static str, String)> {
        match &self.options.place {
            Place::Sqlite { path } => {
                let connection = open_connection(path, &Limits::default())
                    .expect("opening the database of a test");
                let complaint =
                    |sql: &&'static str| Some((*sql, connection.prepare(sql).err()?.to_string()));
                statements.iter().filter_map(complaint).collect()
            }
            Place::Postgres(place) => {
                let target =
                    Target::new(place, &Limits::default()).expect("reading the URL of a test");
                let client = target
                    .connect()
                    .await
                    .expect("connecting to the database of a test");
                let mut complaints = Vec::new();
                for sql in statements {
                    match client.prepare(&mapped(sql)).await {
                        Err(error) => complaints.push((*sql, format!("{error:?}"))),
                        Ok(statement) => {
                            let params = statement
                                .params()
                                .iter()
                                .filter(|kind| !PARAMETERS.contains(kind));
                            let columns = statement.columns().iter().map(|column| column.type_());
                            let wrong = params.chain(columns.filter(|kind| !KINDS.contains(kind)));
                            complaints.extend(
                                wrong.map(|kind| (*sql, format!("it has the type {kind}"))),
                            );
                        }
                    }
                }
                complaints
            }
        }
    }
}
