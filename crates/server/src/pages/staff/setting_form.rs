//! The form that changes a setting, and how it is read.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use rules::contact::Kind;
use rules::keeping::{RetentionKind, RetentionPolicy};
use rules::moderation::{ContactPolicy, Measure};
use rules::settings::{NoticeText, Setting, SettingValue, retention_from};
use serde::Deserialize;

use super::setting_words;
use crate::actions::moderation::words;
use crate::actions::settings::ChangeSetting;
use crate::i18n::Language;
use crate::pages::views::format::Reader;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{Control, MeasureChoice, MeasureField, PeriodField, SettingForm};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ChangeForm {
    value: String,
    from: String,
    to: String,
    reason: String,
    revision: Option<i64>,
    /// Where the setting says something of each kind, by the name of the kind: what is done, or how many months.
    #[serde(flatten)]
    of_kinds: BTreeMap<String, String>,
}

impl ChangeForm {
    /// The form that offers the value in force.
    pub(super) fn of(value: &SettingValue, reader: &Reader) -> ChangeForm {
        let yes = |on: bool| if on { "yes" } else { "no" }.to_owned();
        let mut form = ChangeForm::default();
        form.value = match value {
            SettingValue::ReplyMinutes(minutes) => {
                let hours = (f64::from(*minutes) / 60.0 * 100.0).round() / 100.0;
                match reader.texts.language() {
                    Language::Slovene => hours.to_string().replace('.', ","),
                    Language::English => hours.to_string(),
                }
            }
            SettingValue::DueSoonPercent(percent) | SettingValue::SampledPercent(percent) => {
                percent.to_string()
            }
            SettingValue::StrikeDays(days) => days.to_string(),
            SettingValue::BreakGlassMinutes(minutes) => minutes.to_string(),
            SettingValue::AbsenceStopsClock(on)
            | SettingValue::EscalationAllowed(on)
            | SettingValue::AgentsWithPassword(on) => yes(*on),
            SettingValue::NoticeSl(text) | SettingValue::NoticeEn(text) => text.as_str().to_owned(),
            SettingValue::ContactOfSellers(policy) | SettingValue::ContactOfBuyers(policy) => {
                let measure = |kind: Kind| policy.of(kind).code().to_owned();
                let named = |kind: Kind| (kind.as_str().to_owned(), measure(kind));
                form.of_kinds = Kind::ALL.map(named).into();
                String::new()
            }
            SettingValue::Retention(policy) => {
                let months = |kind: &RetentionKind| policy.months(*kind).to_string();
                let named = |kind: &RetentionKind| (kind.code().to_owned(), months(kind));
                form.of_kinds = RetentionKind::ALL.iter().map(named).collect();
                // With some minutes for whoever fills it in.
                let from = retention_from(reader.now) + jiff::SignedDuration::from_hours(1);
                let from = from.to_zoned(reader.zone.clone()).datetime();
                form.from = from.strftime("%Y-%m-%dT%H:%M").to_string();
                String::new()
            }
        };
        form
    }

    fn measure(&self, kind: Kind) -> Option<Measure> {
        Measure::from_code(self.of_kinds.get(kind.as_str())?)
    }

    /// Every kind with the measures to choose from; buyers have only those that let their messages through.
    fn measures(&self, setting: Setting) -> Vec<MeasureField> {
        let of_sellers = match setting {
            Setting::ContactOfSellers => true,
            Setting::ContactOfBuyers => false,
            _ => return Vec::new(),
        };
        let offered = |measure: &Measure| of_sellers || !measure.blocks();
        let field = |kind: Kind| {
            let chosen = self.measure(kind);
            let choice = |measure: Measure| MeasureChoice {
                code: measure.code(),
                name_key: words::measure_key(measure),
                chosen: chosen == Some(measure),
            };
            MeasureField {
                kind: kind.as_str(),
                name_key: words::kind_key(kind),
                choices: Measure::ALL
                    .into_iter()
                    .filter(offered)
                    .map(choice)
                    .collect(),
            }
        };
        Kind::ALL.into_iter().map(field).collect()
    }

    /// Every kind of content with how long it is kept.
    fn periods(&self, setting: Setting) -> Vec<PeriodField> {
        if setting != Setting::Retention {
            return Vec::new();
        }
        let field = |kind: &RetentionKind| PeriodField {
            kind: kind.code(),
            name_key: setting_words::retention_key(*kind),
            value: self.of_kinds.get(kind.code()).cloned().unwrap_or_default(),
        };
        RetentionKind::ALL.iter().map(field).collect()
    }

    fn retention(&self) -> Option<RetentionPolicy> {
        let months = |kind: RetentionKind| self.of_kinds.get(kind.code())?.trim().parse().ok();
        RetentionPolicy::of_each(months)
    }

    fn policy(&self) -> Option<ContactPolicy> {
        ContactPolicy::of_each(|kind| self.measure(kind))
    }

    pub(super) fn command(
        &self,
        setting: Setting,
        zone: &TimeZone,
    ) -> Result<ChangeSetting, Refusal> {
        Ok(ChangeSetting {
            id: None,
            value: self.value(setting)?,
            valid_from: instant(&self.from, zone)?,
            valid_to: instant(&self.to, zone)?,
            reason: self.reason.clone(),
            revision: self.revision,
        })
    }

    pub(super) fn shown(self, setting: Setting) -> SettingForm {
        SettingForm {
            measures: self.measures(setting),
            periods: self.periods(setting),
            control: control(setting),
            value: self.value,
            from: self.from,
            to: self.to,
            reason: self.reason,
            revision: self.revision.unwrap_or_default(),
            error: None,
        }
    }

    /// As it was sent, with what is wrong with it.
    pub(super) fn shown_again(self, setting: Setting, error: String) -> SettingForm {
        SettingForm {
            error: Some(error),
            ..self.shown(setting)
        }
    }

    fn value(&self, setting: Setting) -> Result<SettingValue, Refusal> {
        let text = self.value.trim();
        let wrong = || Refusal::SettingValue;
        let on = match text {
            "yes" => Some(true),
            "no" => Some(false),
            _ => None,
        };
        let notice = || NoticeText::parse(&self.value).ok_or(Refusal::SettingText);
        Ok(match setting {
            Setting::ReplyMinutes => SettingValue::ReplyMinutes(minutes(text).ok_or_else(wrong)?),
            Setting::DueSoonPercent => {
                SettingValue::DueSoonPercent(percent(text).ok_or_else(wrong)?)
            }
            Setting::SampledPercent => {
                SettingValue::SampledPercent(percent(text).ok_or_else(wrong)?)
            }
            Setting::StrikeDays => SettingValue::StrikeDays(text.parse().map_err(|_| wrong())?),
            Setting::BreakGlassMinutes => {
                SettingValue::BreakGlassMinutes(text.parse().map_err(|_| wrong())?)
            }
            Setting::AbsenceStopsClock => SettingValue::AbsenceStopsClock(on.ok_or_else(wrong)?),
            Setting::EscalationAllowed => SettingValue::EscalationAllowed(on.ok_or_else(wrong)?),
            Setting::AgentsWithPassword => SettingValue::AgentsWithPassword(on.ok_or_else(wrong)?),
            Setting::NoticeSl => SettingValue::NoticeSl(notice()?),
            Setting::NoticeEn => SettingValue::NoticeEn(notice()?),
            Setting::ContactOfSellers => {
                SettingValue::ContactOfSellers(self.policy().ok_or_else(wrong)?)
            }
            Setting::ContactOfBuyers => {
                SettingValue::ContactOfBuyers(self.policy().ok_or_else(wrong)?)
            }
            Setting::Retention => SettingValue::Retention(self.retention().ok_or_else(wrong)?),
        })
    }
}

fn control(setting: Setting) -> Control {
    match setting {
        Setting::ReplyMinutes => Control::Hours,
        Setting::DueSoonPercent => Control::Percent,
        Setting::SampledPercent => Control::Share,
        Setting::StrikeDays => Control::Days,
        Setting::BreakGlassMinutes => Control::Minutes,
        Setting::AbsenceStopsClock | Setting::EscalationAllowed | Setting::AgentsWithPassword => {
            Control::YesOrNo
        }
        Setting::NoticeSl | Setting::NoticeEn => Control::Text,
        Setting::ContactOfSellers | Setting::ContactOfBuyers => Control::Policy,
        Setting::Retention => Control::Periods,
    }
}

fn percent(text: &str) -> Option<u8> {
    text.trim_end_matches('%').trim().parse().ok()
}

/// Hours as people write them, "24" or "8,5", in whole minutes.
fn minutes(text: &str) -> Option<u32> {
    let hours: f64 = text.replace(',', ".").parse().ok()?;
    let minutes = (hours * 60.0).round();
    // Beyond this no whole number of minutes is meant, and the rules refuse it anyway.
    (hours.is_finite() && (0.0..1e9).contains(&minutes)).then(|| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "it is a whole number between 0 and a billion"
        )]
        let whole = minutes as u32;
        whole
    })
}

/// What `datetime-local` sends, in the reader's zone.
fn instant(text: &str, zone: &TimeZone) -> Result<Option<Timestamp>, Refusal> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let local: DateTime = text.parse().map_err(|_| Refusal::SettingInstant)?;
    let zoned = local
        .to_zoned(zone.clone())
        .map_err(|_| Refusal::SettingInstant)?;
    Ok(Some(zoned.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::minutes;

    #[test]
    fn hours_are_read_as_people_write_them() {
        for (text, expected) in [
            ("24", Some(1_440)),
            ("8,5", Some(510)),
            ("8.25", Some(495)),
            ("0", Some(0)),
            ("-1", None),
            ("inf", None),
            ("1e300", None),
            ("a day", None),
            ("", None),
        ] {
            assert_eq!(minutes(text), expected, "{text}");
        }
    }
}
