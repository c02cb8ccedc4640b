//! The marketplace's settings.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::page::Role;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{
    Control, HistoryRow, MeasureChoice, MeasureField, PeriodField, PlannedRow, SettingForm,
    SettingPage, SettingRow, SettingsPage,
};

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("settings", &settings(with)?)?,
        sample("settings-untouched", &untouched(with)?)?,
        sample("setting", &setting(with, Control::Hours, "24")?)?,
        sample("setting-switch", &setting(with, Control::YesOrNo, "yes")?)?,
        sample(
            "setting-text",
            &setting(with, Control::Text, "Sporočila bere tudi tržnica.")?,
        )?,
        sample("setting-policy", &policy(with)?)?,
        sample("setting-retention", &retention(with)?)?,
        sample("setting-read-only", &read_only(with)?)?,
    ])
}

fn row(with: &Ingredients, name: &str, about: &str) -> Result<SettingRow, Box<dyn Error>> {
    Ok(SettingRow {
        url: "/staff/settings/reply_minutes".to_owned(),
        name: with.reader.texts.t(name),
        about: with.reader.texts.t(about),
        value: "24 ur".to_owned(),
        since: Some(with.reader.full(with.hours_ago(400)?)),
        planned: Some(with.short(-80)?),
    })
}

fn history(with: &Ingredients, name: Option<&str>) -> Result<Vec<HistoryRow>, Box<dyn Error>> {
    let change = HistoryRow {
        name: name.map(|name| with.reader.texts.t(name)),
        value: "36 ur".to_owned(),
        from: with.reader.full(with.hours_ago(-80)?),
        to: Some(with.reader.full(with.hours_ago(-300)?)),
        entered: with.sent(3)?,
        by: "Irena Zupan".to_owned(),
        because: Some("Praznični december".to_owned()),
        withdrawn: None,
    };
    let withdrawn = HistoryRow {
        to: None,
        because: None,
        withdrawn: Some((
            with.sent(2)?,
            "Irena Zupan".to_owned(),
            Some("Prezgodaj".to_owned()),
        )),
        ..change.clone()
    };
    Ok(vec![change, withdrawn])
}

fn settings(with: &Ingredients) -> Result<SettingsPage, Box<dyn Error>> {
    Ok(SettingsPage {
        page: with.page(Some(Role::Administrator), "/staff/settings"),
        rows: vec![
            row(with, "settings-reply", "settings-about-reply")?,
            SettingRow {
                since: None,
                planned: None,
                ..row(with, "settings-notice-sl", "settings-about-notice")?
            },
        ],
        history: history(with, Some("settings-reply"))?,
        older: Some("/staff/settings?after=x".to_owned()),
        reads_words: true,
    })
}

fn untouched(with: &Ingredients) -> Result<SettingsPage, Box<dyn Error>> {
    Ok(SettingsPage {
        history: Vec::new(),
        older: None,
        reads_words: false,
        ..settings(with)?
    })
}

fn setting(
    with: &Ingredients,
    control: Control,
    value: &str,
) -> Result<SettingPage, Box<dyn Error>> {
    Ok(SettingPage {
        page: with.page(Some(Role::Administrator), "/staff/settings/reply_minutes"),
        row: row(with, "settings-reply", "settings-about-reply")?,
        planned: vec![PlannedRow {
            id: "01990".to_owned(),
            value: "36 ur".to_owned(),
            from: with.reader.full(with.hours_ago(-80)?),
            to: Some(with.reader.full(with.hours_ago(-300)?)),
        }],
        form: Some(SettingForm {
            control,
            value: value.to_owned(),
            measures: Vec::new(),
            periods: Vec::new(),
            from: String::new(),
            to: "2026-12-31T00:00".to_owned(),
            reason: "Praznični december".to_owned(),
            revision: 3,
            error: Some(Refusal::SettingStale.text(with.reader.texts)),
        }),
        history: history(with, None)?,
        older: None,
    })
}

fn policy(with: &Ingredients) -> Result<SettingPage, Box<dyn Error>> {
    let mut page = setting(with, Control::Policy, "")?;
    let choice = |code, name_key, chosen| MeasureChoice {
        code,
        name_key,
        chosen,
    };
    let field = |kind, name_key| MeasureField {
        kind,
        name_key,
        choices: vec![
            choice("allow", "contact-measure-allow", false),
            choice("mask", "contact-measure-mask", true),
        ],
    };
    if let Some(form) = &mut page.form {
        form.measures = vec![
            field("email", "contact-kind-email"),
            field("deal", "contact-kind-deal"),
        ];
    }
    Ok(page)
}

fn retention(with: &Ingredients) -> Result<SettingPage, Box<dyn Error>> {
    let mut page = setting(with, Control::Periods, "")?;
    let field = |kind, name_key, value: &str| PeriodField {
        kind,
        name_key,
        value: value.to_owned(),
    };
    if let Some(form) = &mut page.form {
        form.periods = vec![
            field("conversations", "settings-keep-conversations", "60"),
            field("drafts", "settings-keep-drafts", "6"),
        ];
        form.error = Some(Refusal::SettingTooSoon.text(with.reader.texts));
    }
    Ok(page)
}

fn read_only(with: &Ingredients) -> Result<SettingPage, Box<dyn Error>> {
    Ok(SettingPage {
        page: with.page(Some(Role::Moderator), "/staff/settings/reply_minutes"),
        form: None,
        history: Vec::new(),
        ..setting(with, Control::Percent, "75")?
    })
}
