//! Horizontal bars, one under the other; each may have a second, hatched part.

use askama::Template;

use super::Table;

const ROW: usize = 30;
/// Where bars begin and how wide the widest is.
const LEFT: usize = 84;
const WIDTH: usize = 180;

/// A chart of bars.
#[derive(Clone, Debug, Template)]
#[template(path = "chart/bars.html")]
pub struct Bars {
    /// Unique on the page.
    pub id: &'static str,
    pub title: String,
    pub description: String,
    pub bars: Vec<Bar>,
    pub table_title: String,
    pub table: Table,
}

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    pub label: String,
    /// What stands at its end: "92 % (23)".
    pub value: String,
    /// What a screen reader says of its link.
    pub spoken: String,
    /// Parts of the widest bar, 0 to 1000.
    pub filled: u32,
    pub hatched: u32,
    pub url: Option<String>,
}

impl Bars {
    fn height(&self) -> usize {
        self.bars.len() * ROW
    }

    fn y(&self, index: &usize) -> usize {
        index * ROW
    }

    fn left(&self) -> usize {
        LEFT
    }

    fn units(&self, parts: &u32) -> usize {
        (usize::try_from(*parts).unwrap_or(1000) * WIDTH).div_ceil(1000)
    }

    fn end(&self, bar: &Bar) -> usize {
        LEFT + self.units(&bar.filled) + self.units(&bar.hatched) + 6
    }
}
