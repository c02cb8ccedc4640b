//! The numbers of a chart as a table.

/// A table with a row header in the first column.
#[derive(Clone, Debug, Default)]
pub struct Table {
    pub headers: Vec<String>,
    pub rows: Vec<Vec<Cell>>,
}

/// A number, with the list behind it where there is one.
#[derive(Clone, Debug)]
pub struct Cell {
    pub text: String,
    pub url: Option<String>,
}

impl Cell {
    pub fn plain(text: impl Into<String>) -> Cell {
        Cell {
            text: text.into(),
            url: None,
        }
    }

    /// A count; nothing leads to an empty list.
    pub fn count(count: usize, url: String) -> Cell {
        Cell {
            text: count.to_string(),
            url: (count > 0).then_some(url),
        }
    }
}
