//! Charts as SVG, drawn here and styled by classes. Each is 360 units wide, so that its texts stay readable on a
//! phone, and each says the same in a table.

mod bars;
mod grid;
mod line;
mod table;

pub use bars::{Bar, Bars};
pub use grid::{Grid, GridCell, GridRow};
pub use line::{Line, Point};
pub use table::{Cell, Table};
