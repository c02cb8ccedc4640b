//! What a seller's answering comes to: numbers and charts, and the questions behind one of them.

use askama::Template;

use super::chart::{Bars, Grid, Line};
use super::format::TimeText;
use super::inbox::AgentOption;
use super::page::Page;

/// Numbers and charts of a period.
#[derive(Debug, Template)]
#[template(path = "figures/figures.html")]
pub struct FiguresPage {
    pub page: Page,
    pub choice: Choice,
    pub numbers: Vec<Number>,
    /// "20.000" where not all are counted.
    pub capped: Option<String>,
    pub punctuality: Bars,
    pub waiting: Bars,
    pub times: Option<Line>,
    pub load: Option<Grid>,
}

/// What the figures are of.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// For staff, who name it.
    pub seller: Option<String>,
    pub people: Vec<AgentOption>,
    pub weeks: Vec<WeeksOption>,
}

#[derive(Clone, Debug)]
pub struct WeeksOption {
    pub weeks: u64,
    pub selected: bool,
}

/// One number with its meaning.
#[derive(Clone, Debug)]
pub struct Number {
    pub label: String,
    pub value: String,
    /// From how many questions.
    pub of: String,
    pub url: Option<String>,
}

/// The questions behind a number.
#[derive(Debug, Template)]
#[template(path = "figures/questions.html")]
pub struct QuestionsPage {
    pub page: Page,
    pub back_url: String,
    pub title: String,
    pub count: u64,
    pub questions: Vec<QuestionRow>,
    pub older: Option<String>,
}

#[derive(Clone, Debug)]
pub struct QuestionRow {
    pub url: String,
    pub subject: String,
    pub buyer: String,
    pub received: TimeText,
    /// "odgovorjeno v 3 h 20 min", "čaka 2 h".
    pub outcome: String,
}
