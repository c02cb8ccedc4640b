//! The pages on which a seller's owner says by which rules conversations are shared out.

use askama::Template;

use super::page::Page;

#[derive(Debug, Template)]
#[template(path = "seller/rules.html")]
pub struct RulesPage {
    pub page: Page,
    pub rules: Vec<RuleRow>,
    pub may_manage: bool,
    /// What the rules would do with the newest conversations, when that was asked.
    pub tried: Option<Vec<TriedRow>>,
}

#[derive(Clone, Debug)]
pub struct RuleRow {
    pub id: String,
    pub name: String,
    pub active: bool,
    /// In words, each condition by itself.
    pub conditions: Vec<String>,
    pub outcome: String,
    pub version: i64,
}

/// A conversation, and who would get it.
#[derive(Clone, Debug)]
pub struct TriedRow {
    pub url: String,
    pub subject: String,
    pub buyer: String,
    pub result: String,
    /// The rule that decides; `None` where there is none, or only one is tried.
    pub rule: Option<String>,
}

#[derive(Debug, Template)]
#[template(path = "seller/rule.html")]
pub struct RulePage {
    pub page: Page,
    pub is_new: bool,
    pub form: RuleFormView,
    pub error: Option<String>,
    pub tried: Option<Vec<TriedRow>>,
}

/// The fields of a rule as they stand in the form.
#[derive(Clone, Debug, Default)]
pub struct RuleFormView {
    pub action: String,
    /// Empty for a new one.
    pub version: String,
    pub name: String,
    pub subject: String,
    pub prefix: String,
    pub languages: String,
    pub countries: String,
    pub labels: Vec<Choice>,
    pub weekdays: Vec<Choice>,
    pub from: String,
    pub to: String,
    pub previous: Vec<Choice>,
    pub outcomes: Vec<Choice>,
    pub agents: Vec<Choice>,
}

/// Something to be chosen.
#[derive(Clone, Debug)]
pub struct Choice {
    pub value: String,
    pub name: String,
    pub selected: bool,
}

impl Choice {
    pub fn new(value: String, name: String, selected: bool) -> Choice {
        Choice {
            value,
            name,
            selected,
        }
    }
}

impl RulesPage {
    fn is_last(&self, index: &usize) -> bool {
        index + 1 == self.rules.len()
    }
}
