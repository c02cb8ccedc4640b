//! A heat grid: hours of the day under each other, days of the week beside each other. Every cell says its number.

use askama::Template;

use super::Table;

const CELL_WIDTH: usize = 45;
const CELL_HEIGHT: usize = 30;
const LEFT: usize = 44;
const TOP: usize = 24;

/// A grid of counts.
#[derive(Clone, Debug, Template)]
#[template(path = "chart/grid.html")]
pub struct Grid {
    pub id: &'static str,
    pub title: String,
    pub description: String,
    /// Seven short names.
    pub columns: Vec<String>,
    pub rows: Vec<GridRow>,
    pub table_title: String,
    pub table: Table,
}

#[derive(Clone, Debug)]
pub struct GridRow {
    pub label: String,
    pub cells: Vec<GridCell>,
}

#[derive(Clone, Debug)]
pub struct GridCell {
    pub count: usize,
    /// 0 for none to 4 for the most.
    pub level: u8,
    pub spoken: String,
    pub url: String,
}

impl Grid {
    fn height(&self) -> usize {
        TOP + self.rows.len() * CELL_HEIGHT
    }

    fn x(&self, column: &usize) -> usize {
        LEFT + column * CELL_WIDTH
    }

    fn y(&self, row: &usize) -> usize {
        TOP + row * CELL_HEIGHT
    }
}
