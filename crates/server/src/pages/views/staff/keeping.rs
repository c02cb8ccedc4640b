//! Legal holds, and erasures of buyers.

use askama::Template;

use crate::pages::views::format::TimeText;
use crate::pages::views::page::Page;

#[derive(Debug, Template)]
#[template(path = "staff/holds.html")]
pub struct HoldsPage {
    pub page: Page,
    /// For those who may set holds, as it was sent.
    pub form: Option<HoldForm>,
    pub error: Option<String>,
    pub rows: Vec<HoldRow>,
    pub older: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct HoldForm {
    pub kinds: Vec<Choice>,
    pub subject: String,
    /// ISO date; the day is held whole.
    pub last_day: String,
    pub reason: String,
}

/// One of a list to choose from.
#[derive(Clone, Debug)]
pub struct Choice {
    pub code: &'static str,
    pub key: &'static str,
    pub chosen: bool,
}

#[derive(Clone, Debug)]
pub struct HoldRow {
    pub id: String,
    /// What kind of thing is held.
    pub kind_key: &'static str,
    pub subject: String,
    pub holds: bool,
    pub until: TimeText,
    pub reason: Option<String>,
    pub by: String,
    pub at: TimeText,
    pub lifted: Option<SaidRow>,
    /// The reader may lift it.
    pub liftable: bool,
}

/// Who did it, when and why.
#[derive(Clone, Debug)]
pub struct SaidRow {
    pub by: String,
    pub at: TimeText,
    pub reason: Option<String>,
}

#[derive(Debug, Template)]
#[template(path = "staff/erasures.html")]
pub struct ErasuresPage {
    pub page: Page,
    /// For those who may ask for erasures, as it was sent.
    pub form: Option<ErasureForm>,
    pub error: Option<String>,
    pub rows: Vec<ErasureRow>,
    pub older: Option<String>,
}

#[derive(Clone, Debug, Default)]
pub struct ErasureForm {
    pub buyer: String,
    pub grounds: Vec<Choice>,
    pub askers: Vec<Choice>,
    pub reason: String,
}

#[derive(Clone, Debug)]
pub struct ErasureRow {
    pub id: String,
    pub buyer: String,
    pub state_key: &'static str,
    pub ground_key: &'static str,
    pub asker_key: &'static str,
    pub requested: SaidRow,
    pub decided: Option<SaidRow>,
    pub approved: bool,
    pub erased: Option<TimeText>,
    /// What holds the buyer at present.
    pub held: Option<HeldBy>,
    pub deciding: DecidingErasure,
}

/// A hold that stops an approval.
#[derive(Clone, Debug)]
pub struct HeldBy {
    pub kind_key: &'static str,
    pub subject: String,
    pub until: TimeText,
    pub said: SaidRow,
}

/// What the reader may do about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DecidingErasure {
    Nothing,
    /// It is the reader's own.
    Own,
    Form,
}
