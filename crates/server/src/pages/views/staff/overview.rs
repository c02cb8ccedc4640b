//! The overview of now: what is late, what will be, and where.

use askama::Template;

use crate::pages::views::deadline::DeadlineChip;
use crate::pages::views::format::TimeText;
use crate::pages::views::page::Page;

/// Counts as tabs, the list behind one of them or what was searched for, and tables by seller and country.
#[derive(Debug, Template)]
#[template(path = "staff/overview.html")]
pub struct OverviewPage {
    pub page: Page,
    /// What was searched for; then the list holds what was found.
    pub search: String,
    pub sellers: Vec<FoundSeller>,
    /// Key, count and address of what else waits for people like the reader.
    pub besides: Vec<(&'static str, String, &'static str)>,
    pub tabs: Vec<PartTab>,
    pub filter: OverviewFilter,
    pub rows: Vec<StaffRow>,
    pub may_take_over: bool,
    pub older: Option<String>,
    pub newest: Option<String>,
    pub by_seller: Vec<TableRow>,
    pub by_country: Vec<TableRow>,
    /// More waits than the tables are drawn from.
    pub partial: bool,
}

/// A seller that fits what was searched for.
#[derive(Clone, Debug)]
pub struct FoundSeller {
    pub url: String,
    pub name: String,
    pub country: String,
}

/// A part of what waits, with its count.
#[derive(Clone, Debug)]
pub struct PartTab {
    pub url: String,
    pub key: &'static str,
    /// "12", "1,000+".
    pub count: String,
    pub alarming: bool,
    pub current: bool,
}

/// What the list is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct OverviewFilter {
    pub part: &'static str,
    pub seller: String,
    pub country: String,
    pub active: bool,
    pub clear_url: String,
}

/// A conversation without any text.
#[derive(Clone, Debug)]
pub struct StaffRow {
    pub id: String,
    pub subject: String,
    pub seller: String,
    pub seller_url: String,
    pub buyer: String,
    pub chip: DeadlineChip,
    pub last: TimeText,
    pub taken_over: bool,
}

/// What waits for one seller or in one country; each number with the list behind it.
#[derive(Clone, Debug)]
pub struct TableRow {
    pub name: String,
    /// The seller's page.
    pub url: Option<String>,
    pub country: String,
    pub overdue: (u32, String),
    pub due_soon: (u32, String),
    pub waiting: (u32, String),
    /// How late the oldest is; `None` where nothing is late.
    pub oldest_late: Option<String>,
}

/// "12", or "1,000+" where more than that was not counted.
pub fn count_text(count: u32, max: u32, separator: char) -> String {
    if count > max {
        format!("{}{separator}{:03}+", max / 1_000, max % 1_000)
    } else {
        count.to_string()
    }
}

impl OverviewPage {
    fn is_search(&self) -> bool {
        !self.search.is_empty()
    }

    fn list_key(&self) -> &'static str {
        let current = self.tabs.iter().find(|tab| tab.current);
        match current {
            Some(tab) if !self.is_search() => tab.key,
            _ => "staff-found",
        }
    }

    fn empty_key(&self) -> &'static str {
        if self.is_search() {
            "staff-nothing-found"
        } else {
            "staff-nothing-here"
        }
    }
}

#[cfg(test)]
mod tests {
    use super::count_text;

    #[test]
    fn what_was_not_counted_is_said() {
        assert_eq!(count_text(1_000, 1_000, '.'), "1000");
        assert_eq!(count_text(1_001, 1_000, '.'), "1.000+");
        assert_eq!(count_text(1_001, 1_000, ','), "1,000+");
        assert_eq!(count_text(0, 1_000, '.'), "0");
    }
}
