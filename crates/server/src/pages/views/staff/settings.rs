//! The marketplace's settings, each with its history.

use askama::Template;

use crate::pages::views::format::TimeText;
use crate::pages::views::page::Page;

/// All settings with what holds now, and the newest changes.
#[derive(Debug, Template)]
#[template(path = "staff/settings.html")]
pub struct SettingsPage {
    pub page: Page,
    pub rows: Vec<SettingRow>,
    pub history: Vec<HistoryRow>,
    pub older: Option<String>,
    /// Whether words in images are read, which the configuration decides.
    pub reads_words: bool,
}

impl SettingsPage {
    fn words_key(&self) -> &'static str {
        match self.reads_words {
            true => "settings-words-read",
            false => "settings-words-unread",
        }
    }
}

/// One setting as it stands.
#[derive(Clone, Debug)]
pub struct SettingRow {
    pub url: String,
    pub name: String,
    pub about: String,
    pub value: String,
    /// From when on; `None` where nobody has changed it.
    pub since: Option<TimeText>,
    /// The next change that is planned.
    pub planned: Option<TimeText>,
}

/// One setting with the form that changes it.
#[derive(Debug, Template)]
#[template(path = "staff/setting.html")]
pub struct SettingPage {
    pub page: Page,
    pub row: SettingRow,
    pub planned: Vec<PlannedRow>,
    /// `None` for who may only look.
    pub form: Option<SettingForm>,
    pub history: Vec<HistoryRow>,
    pub older: Option<String>,
}

/// A change that has not begun.
#[derive(Clone, Debug)]
pub struct PlannedRow {
    pub id: String,
    pub value: String,
    pub from: TimeText,
    pub to: Option<TimeText>,
}

/// How the value is entered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Control {
    Hours,
    Percent,
    /// Percent of messages.
    Share,
    YesOrNo,
    Text,
    /// A whole number of days.
    Days,
    Minutes,
    /// A measure for each kind of finding.
    Policy,
    /// Months for each kind of content.
    Periods,
}

/// How many months one kind of content is kept, as it was entered.
#[derive(Clone, Debug)]
pub struct PeriodField {
    pub kind: &'static str,
    pub name_key: &'static str,
    pub value: String,
}

/// One kind of finding with the measures to choose from.
#[derive(Clone, Debug)]
pub struct MeasureField {
    pub kind: &'static str,
    pub name_key: &'static str,
    pub choices: Vec<MeasureChoice>,
}

#[derive(Clone, Debug)]
pub struct MeasureChoice {
    pub code: &'static str,
    pub name_key: &'static str,
    pub chosen: bool,
}

/// The form, as it was sent.
#[derive(Clone, Debug)]
pub struct SettingForm {
    pub control: Control,
    pub value: String,
    /// Empty where the setting is no policy.
    pub measures: Vec<MeasureField>,
    /// Empty where the setting is none of periods.
    pub periods: Vec<PeriodField>,
    /// As `datetime-local` writes it.
    pub from: String,
    pub to: String,
    pub reason: String,
    pub revision: i64,
    pub error: Option<String>,
}

/// A change as the history tells it.
#[derive(Clone, Debug)]
pub struct HistoryRow {
    /// `None` on the page of the setting itself.
    pub name: Option<String>,
    pub value: String,
    pub from: TimeText,
    pub to: Option<TimeText>,
    pub entered: TimeText,
    pub by: String,
    pub because: Option<String>,
    /// When, by whom and why it was withdrawn.
    pub withdrawn: Option<(TimeText, String, Option<String>)>,
}

impl SettingPage {
    fn label_key(&self) -> &'static str {
        match self.form.as_ref().map(|form| form.control) {
            Some(Control::Hours) => "settings-value-hours",
            Some(Control::Percent) => "settings-value-percent",
            Some(Control::Share) => "settings-value-share",
            Some(Control::Days) => "settings-value-days",
            Some(Control::Minutes) => "settings-value-minutes",
            Some(Control::Text) => "settings-value-text",
            Some(Control::YesOrNo | Control::Policy | Control::Periods) | None => "settings-value",
        }
    }

    fn hint_key_of_from(&self) -> &'static str {
        match self.form.as_ref().map(|form| form.control) {
            Some(Control::Periods) => "settings-retention-from-hint",
            _ => "settings-valid-from-hint",
        }
    }
}
