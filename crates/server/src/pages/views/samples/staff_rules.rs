//! Versions of the rules, their replays, and how good the rules are.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::page::Role;
use crate::pages::views::staff::{
    ActivationRow, NextStep, ReplayCountRow, ReplayRow, ReplaySampleRow, RuleReplayPage,
    RuleSetForm, RuleSetPage, RuleSetRow, RuleSetsPage, RulesJudgedPage, ShareRow,
};

pub(super) fn pages(with: &Ingredients) -> Made {
    let read_only = RuleSetsPage {
        page: with.page(Some(Role::Moderator), "/staff/rules"),
        rows: Vec::new(),
        activations: Vec::new(),
        form: None,
        may_leave: None,
        ..versions(with)?
    };
    let again = RuleSetPage {
        next: NextStep::GoBack,
        text: None,
        replays: Vec::new(),
        ..version(with)?
    };
    let stopped = RuleReplayPage {
        row: ReplayRow {
            runs: false,
            is_stopped: true,
            ..replay_row(with)?
        },
        counts: Vec::new(),
        samples: Vec::new(),
        ..replay(with)?
    };
    let empty = RulesJudgedPage {
        precision: Vec::new(),
        found_again: Vec::new(),
        may_export: false,
        ..judged(with)
    };
    Ok(vec![
        sample("rules", &versions(with)?)?,
        sample("rules-read-only", &read_only)?,
        sample("rule-set", &version(with)?)?,
        sample("rule-set-earlier", &again)?,
        sample("rule-replay", &replay(with)?)?,
        sample("rule-replay-stopped", &stopped)?,
        sample("rules-judged", &judged(with))?,
        sample("rules-judged-none", &empty)?,
    ])
}

const TEXT: &str = "[switched off]\ndeal.fee\n\n[language sl]\n[messenger]\ngolobnik*\n";

fn row(with: &Ingredients, number: u32, is_active: bool) -> Result<RuleSetRow, Box<dyn Error>> {
    Ok(RuleSetRow {
        number,
        name: format!("{} {number}", with.reader.texts.t("ruleset-version")),
        state_key: match is_active {
            true => "ruleset-state-active",
            false => "ruleset-state-draft",
        },
        is_active,
        by: "Irena Zupan".to_owned(),
        at: with.sent(3)?,
        because: Some("Golobnik je nov".to_owned()),
    })
}

fn form(error: Option<&str>) -> RuleSetForm {
    RuleSetForm {
        text: TEXT.to_owned(),
        based_on: 2,
        reason: "Golobnik je nov".to_owned(),
        error: error.map(str::to_owned),
    }
}

fn versions(with: &Ingredients) -> Result<RuleSetsPage, Box<dyn Error>> {
    Ok(RuleSetsPage {
        page: with.page(Some(Role::Administrator), "/staff/rules"),
        active: row(with, 2, true)?.name,
        rows: vec![row(with, 3, false)?, row(with, 2, true)?],
        activations: vec![ActivationRow {
            name: row(with, 2, true)?.name,
            by: "Irena Zupan".to_owned(),
            at: with.sent(2)?,
            because: None,
        }],
        form: Some(form(Some("text: line 4: `paj` is no section"))),
        may_leave: Some(2),
    })
}

fn version(with: &Ingredients) -> Result<RuleSetPage, Box<dyn Error>> {
    Ok(RuleSetPage {
        page: with.page(Some(Role::Administrator), "/staff/rules/3"),
        row: row(with, 3, false)?,
        text: Some(TEXT.to_owned()),
        replays: vec![replay_row(with)?],
        next: NextStep::Activate,
        seen: 2,
        form: Some(form(None)),
    })
}

fn replay_row(with: &Ingredients) -> Result<ReplayRow, Box<dyn Error>> {
    Ok(ReplayRow {
        id: "01990".to_owned(),
        against: row(with, 2, true)?.name,
        from: with.sent(300)?,
        to: with.sent(1)?,
        started: with.sent(1)?,
        state_key: "ruleset-replay-running",
        runs: true,
        is_stopped: false,
        looked: "48200".to_owned(),
        caught: "31".to_owned(),
        freed: "4".to_owned(),
    })
}

fn replay(with: &Ingredients) -> Result<RuleReplayPage, Box<dyn Error>> {
    Ok(RuleReplayPage {
        page: with.page(Some(Role::Administrator), "/staff/rules/replays/01990"),
        number: 3,
        name: row(with, 3, false)?.name,
        row: replay_row(with)?,
        counts: vec![ReplayCountRow {
            way_key: "ruleset-caught",
            kind_key: "contact-kind-messenger",
            rule: "messenger.name".to_owned(),
            messages: "31".to_owned(),
        }],
        samples: vec![ReplaySampleRow {
            way_key: "ruleset-freed",
            kind_key: "contact-kind-deal",
            rule: "deal.fee".to_owned(),
            place: "12–30".to_owned(),
            url: "/conversations/01990#m4".to_owned(),
        }],
        may_change: true,
    })
}

fn judged(with: &Ingredients) -> RulesJudgedPage {
    let share = |name: &str, language: &str| ShareRow {
        name: name.to_owned(),
        language: language.to_owned(),
        cases: "48/50".to_owned(),
        share: "96,0 %".to_owned(),
        interval: "86,5–98,9 %".to_owned(),
    };
    RulesJudgedPage {
        page: with.page(Some(Role::Administrator), "/staff/rules/judged"),
        messages: "212".to_owned(),
        erased: "3".to_owned(),
        active: with.reader.texts.t("ruleset-none"),
        precision: vec![share("phone.national", "sl"), share("deal.outside", "")],
        found_again: vec![share(&with.reader.texts.t("ruleset-cause-held"), "sl")],
        may_export: true,
    }
}
