//! Two lines over the same weeks: one drawn through with circles, one dashed with squares.
//! Its points lie too close for a finger, so the table alone has the links.

use askama::Template;

use super::Table;

const HEIGHT: u32 = 150;
const TOP: u32 = 16;
const LEFT: u32 = 16;
const WIDTH: u32 = 328;

/// A chart of two lines.
#[derive(Clone, Debug, Template)]
#[template(path = "chart/line.html")]
pub struct Line {
    pub id: &'static str,
    pub title: String,
    pub description: String,
    /// What each line is called.
    pub names: [String; 2],
    /// What the top of the chart stands for: "12 h".
    pub top: String,
    pub first: String,
    pub last: String,
    pub lines: [Vec<Point>; 2],
    pub table_title: String,
    pub table: Table,
}

/// A value of one week.
#[derive(Clone, Debug)]
pub struct Point {
    /// Which week, counted from 0, of how many.
    pub week: u32,
    pub weeks: u32,
    /// Parts of the chart's height, 0 to 1000.
    pub height: u32,
    pub spoken: String,
}

impl Point {
    fn x(&self) -> u32 {
        LEFT + self.week * WIDTH / self.weeks.saturating_sub(1).max(1)
    }

    fn y(&self) -> u32 {
        TOP + HEIGHT - self.height.min(1000) * HEIGHT / 1000
    }
}

impl Line {
    fn path(&self, points: &[Point]) -> String {
        let corners = points.iter().enumerate().map(|(index, point)| {
            let verb = if index == 0 { 'M' } else { 'L' };
            format!("{verb}{} {}", point.x(), point.y())
        });
        corners.collect::<Vec<_>>().join(" ")
    }
}
