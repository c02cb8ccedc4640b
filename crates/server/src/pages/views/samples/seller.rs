//! What a seller's people set up: labels, saved lists, rules.

use std::error::Error;

use rules::inbox::LabelColour;

use super::inbox::label_options;
use super::{Ingredients, Made, sample};
use crate::pages::views::assignment_rules::{
    Choice, RuleFormView, RulePage, RuleRow, RulesPage, TriedRow,
};
use crate::pages::views::labels::{ColourOption, LabelRow, LabelsPage};
use crate::pages::views::saved_views::{ViewRow, ViewsPage};

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("labels", &labels(with))?,
        sample("labels-empty", &labels_empty(with))?,
        sample("views", &views(with))?,
        sample("views-empty", &views_empty(with))?,
        sample("rules", &rules(with))?,
        sample("rules-empty", &rules_empty(with))?,
        sample("rule", &rule(with)?)?,
    ])
}

fn colours(selected: LabelColour) -> Vec<ColourOption> {
    let option = |colour| ColourOption {
        colour,
        selected: colour == selected,
    };
    LabelColour::ALL.into_iter().map(option).collect()
}

fn labels(with: &Ingredients) -> LabelsPage {
    let rows = label_options("").into_iter().zip([0, 1, 2, 4, 5, 341]);
    let row = |(option, count): (crate::pages::views::label::LabelOption, u64)| LabelRow {
        name: option.label.name.clone(),
        error: (count == 4).then(|| with.reader.texts.t("label-error-exists")),
        colours: colours(LabelColour::Amber),
        version: 1,
        count,
        list_url: "/conversations?tab=all&label=01990".to_owned(),
        label: option.label,
    };
    LabelsPage {
        page: with.agent_page("/labels"),
        labels: rows.map(row).collect(),
        name: String::new(),
        colours: colours(LabelColour::Grey),
        error: None,
    }
}

fn labels_empty(with: &Ingredients) -> LabelsPage {
    LabelsPage {
        page: with.agent_page("/labels"),
        labels: Vec::new(),
        name: "x".repeat(60),
        colours: colours(LabelColour::Grey),
        error: Some(with.reader.texts.t("label-error-long")),
    }
}

fn views(with: &Ingredients) -> ViewsPage {
    let view = |id: &str, name: &str, shared, first| ViewRow {
        id: id.to_owned(),
        url: "/conversations?view=01990".to_owned(),
        name: name.to_owned(),
        shared,
        first,
        editable: true,
        version: 1,
    };
    ViewsPage {
        page: with.agent_page("/views"),
        views: vec![
            view("1", "Reklamacije brez odgovora", true, false),
            view("2", "Moji", false, true),
        ],
        has_first: true,
        error: None,
    }
}

fn views_empty(with: &Ingredients) -> ViewsPage {
    ViewsPage {
        page: with.agent_page("/views"),
        views: Vec::new(),
        has_first: false,
        error: Some(with.reader.texts.t("view-error-name")),
    }
}

fn tried(with: &Ingredients) -> Vec<TriedRow> {
    let row = |subject: &str, result: String, rule: Option<&str>| TriedRow {
        url: "/conversations/01990".to_owned(),
        subject: subject.to_owned(),
        buyer: "Matjaž Oblak".to_owned(),
        result,
        rule: rule.map(str::to_owned),
    };
    vec![
        row(
            "Naročilo L-20491",
            "Neža Hribar".to_owned(),
            Some("Reklamacije"),
        ),
        row(
            "Cvetni prah, sušen, 250 g",
            with.reader.texts.t("rule-tried-none"),
            None,
        ),
    ]
}

fn rules(with: &Ingredients) -> RulesPage {
    let row = |id: &str, name: &str, active, conditions: &[&str], outcome: &str| RuleRow {
        id: id.to_owned(),
        name: name.to_owned(),
        active,
        conditions: conditions.iter().map(|&told| told.to_owned()).collect(),
        outcome: outcome.to_owned(),
        version: 1,
    };
    RulesPage {
        page: with.agent_page("/rules"),
        rules: vec![
            row(
                "1",
                "Nemško govoreči",
                true,
                &["Jezik: de", "Dnevi: ponedeljek, torek"],
                "Izmenično: Neža Hribar, Tilen Kovač",
            ),
            row(
                "2",
                "Znani kupci",
                false,
                &["Vsi pogovori"],
                "Kdor je kupcu odgovarjal nazadnje",
            ),
            row(
                "3",
                "Vse drugo",
                true,
                &["Vsi pogovori"],
                "Kdor ima najmanj odprtega dela: Neža Hribar, Tilen Kovač, Urša Pirc",
            ),
        ],
        may_manage: true,
        tried: Some(tried(with)),
    }
}

fn rules_empty(with: &Ingredients) -> RulesPage {
    RulesPage {
        page: with.agent_page("/rules"),
        rules: Vec::new(),
        may_manage: false,
        tried: None,
    }
}

fn rule(with: &Ingredients) -> Result<RulePage, Box<dyn Error>> {
    let choice = |value: &str, name: &str, selected| {
        Choice::new(value.to_owned(), name.to_owned(), selected)
    };
    let people = || {
        vec![
            choice("neza", "Neža Hribar", true),
            choice("tilen", "Tilen Kovač", false),
        ]
    };
    let texts = with.reader.texts;
    Ok(RulePage {
        page: with.agent_page("/rules/1"),
        is_new: false,
        form: RuleFormView {
            action: "/rules/1".to_owned(),
            version: "1".to_owned(),
            name: "Nemško govoreči".to_owned(),
            languages: "de, en".to_owned(),
            labels: vec![choice("1", "Reklamacija", false)],
            weekdays: vec![
                choice("1", &texts.t("rule-day-1"), true),
                choice("2", &texts.t("rule-day-2"), false),
            ],
            from: "8".to_owned(),
            to: "16".to_owned(),
            previous: people(),
            outcomes: vec![choice(
                "round_robin",
                &texts.t("rule-outcome-round-robin"),
                true,
            )],
            agents: people(),
            ..RuleFormView::default()
        },
        error: Some(texts.t("rule-error-country")),
        tried: Some(tried(with)),
    })
}
