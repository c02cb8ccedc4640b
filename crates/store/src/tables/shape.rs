//! What a table is made of, as the database itself says, and the statements that follow from it.

use std::collections::BTreeSet;

/// The schema's own record of its migrations: each database has its own, and it is no data.
pub(crate) const NO_DATA: &str = "schema_version";

/// Rows that are read at once.
pub(crate) const PAGE: usize = 1_000;

/// One table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Table {
    pub(crate) name: String,
    pub(crate) columns: Vec<String>,
    /// The places of the primary key's columns, in the key's order.
    pub(crate) key: Vec<usize>,
    /// Tables that must have their rows first.
    pub(crate) refers_to: BTreeSet<String>,
}

impl Table {
    /// The next page of rows in the order of the key, after one or from the beginning.
    pub(crate) fn page(&self, after: bool, sign: char) -> String {
        let key: Vec<String> = self
            .key
            .iter()
            .map(|&at| quoted(&self.columns[at]))
            .collect();
        let key = key.join(", ");
        let beyond = if after {
            let values: Vec<String> = (1..=self.key.len()).map(|n| format!("{sign}{n}")).collect();
            format!(" WHERE ({key}) > ({})", values.join(", "))
        } else {
            String::new()
        };
        let (columns, name) = (self.listed(), quoted(&self.name));
        format!("SELECT {columns} FROM {name}{beyond} ORDER BY {key} LIMIT {PAGE}")
    }

    /// The columns as a list in a statement.
    pub(crate) fn listed(&self) -> String {
        let columns: Vec<String> = self.columns.iter().map(|column| quoted(column)).collect();
        columns.join(", ")
    }
}

pub(crate) fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Each table after those that it refers to, otherwise by name; `None` where they refer to each other in a circle.
pub(crate) fn in_order(mut tables: Vec<Table>) -> Option<Vec<Table>> {
    tables.sort_by(|one, other| one.name.cmp(&other.name));
    let mut ordered: Vec<Table> = Vec::with_capacity(tables.len());
    while !tables.is_empty() {
        let has_its_own = |table: &Table| {
            let is_there = |name: &String| {
                *name == table.name || ordered.iter().any(|earlier| earlier.name == *name)
            };
            table.refers_to.iter().all(is_there)
        };
        let next = tables.iter().position(has_its_own)?;
        ordered.push(tables.remove(next));
    }
    Some(ordered)
}

#[cfg(test)]
mod tests {
    use super::{Table, in_order};

    fn table(name: &str, refers_to: &[&str]) -> Table {
        Table {
            name: name.to_owned(),
            columns: vec!["a".to_owned(), "b\"c".to_owned(), "d".to_owned()],
            key: vec![2, 1],
            refers_to: refers_to.iter().map(ToString::to_string).collect(),
        }
    }

    fn order(tables: &[Table]) -> Option<Vec<String>> {
        let ordered = in_order(tables.to_vec())?;
        Some(ordered.into_iter().map(|table| table.name).collect())
    }

    #[test]
    fn a_table_comes_after_those_it_refers_to() {
        let tables = [
            table("a", &["c"]),
            table("b", &["b"]),
            table("c", &["d", "b"]),
            table("d", &[]),
        ];
        assert_eq!(order(&tables).unwrap(), ["b", "d", "c", "a"]);
    }

    #[test]
    fn a_circle_has_no_order() {
        assert_eq!(order(&[table("a", &["b"]), table("b", &["a"])]), None);
        assert_eq!(order(&[table("a", &["gone"])]), None);
    }

    #[test]
    fn pages_go_on_behind_a_key() {
        assert_eq!(
            table("t", &[]).page(true, '$'),
            "SELECT \"a\", \"b\"\"c\", \"d\" FROM \"t\" WHERE (\"d\", \"b\"\"c\") > ($1, $2) \
             ORDER BY \"d\", \"b\"\"c\" LIMIT 1000"
        );
        assert_eq!(
            table("t", &[]).page(false, '?'),
            "SELECT \"a\", \"b\"\"c\", \"d\" FROM \"t\" ORDER BY \"d\", \"b\"\"c\" LIMIT 1000"
        );
    }
}
