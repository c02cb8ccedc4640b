//! Settings and their values in words.

use rules::contact::Kind;
use rules::keeping::{RetentionKind, RetentionPolicy};
use rules::moderation::ContactPolicy;
use rules::settings::{NoticeText, Setting, SettingValue, Settings};
use store::settings::{Act, Past};

use crate::actions::moderation::words;
use crate::pages::views::format::Reader;
use crate::pages::views::staff::HistoryRow;

pub(super) fn name_key(setting: Setting) -> &'static str {
    match setting {
        Setting::ReplyMinutes => "settings-reply",
        Setting::DueSoonPercent => "settings-due-soon",
        Setting::AbsenceStopsClock => "settings-absence",
        Setting::EscalationAllowed => "settings-escalation",
        Setting::AgentsWithPassword => "settings-password",
        Setting::NoticeSl => "settings-notice-sl",
        Setting::NoticeEn => "settings-notice-en",
        Setting::ContactOfSellers => "settings-contact-of-sellers",
        Setting::ContactOfBuyers => "settings-contact-of-buyers",
        Setting::SampledPercent => "settings-sampled",
        Setting::StrikeDays => "settings-strike-days",
        Setting::BreakGlassMinutes => "settings-break-glass",
        Setting::Retention => "settings-retention",
    }
}

pub(super) fn about_key(setting: Setting) -> &'static str {
    match setting {
        Setting::ReplyMinutes => "settings-about-reply",
        Setting::DueSoonPercent => "settings-about-due-soon",
        Setting::AbsenceStopsClock => "settings-about-absence",
        Setting::EscalationAllowed => "settings-about-escalation",
        Setting::AgentsWithPassword => "settings-about-password",
        Setting::NoticeSl | Setting::NoticeEn => "settings-about-notice",
        Setting::ContactOfSellers => "settings-about-contact-of-sellers",
        Setting::ContactOfBuyers => "settings-about-contact-of-buyers",
        Setting::SampledPercent => "settings-about-sampled",
        Setting::StrikeDays => "settings-about-strike-days",
        Setting::BreakGlassMinutes => "settings-about-break-glass",
        Setting::Retention => "settings-about-retention",
    }
}

pub(super) fn retention_key(kind: RetentionKind) -> &'static str {
    match kind {
        RetentionKind::Conversations => "settings-keep-conversations",
        RetentionKind::Files => "settings-keep-files",
        RetentionKind::Strikes => "settings-keep-strikes",
        RetentionKind::Looks => "settings-keep-looks",
        RetentionKind::Drafts => "settings-keep-drafts",
        RetentionKind::Buyers => "settings-keep-buyers",
    }
}

/// What a setting is set to among those in force.
pub(super) fn value_in_force(settings: &Settings, setting: Setting) -> SettingValue {
    match setting {
        Setting::ReplyMinutes => {
            let minutes = settings.reply_budget.as_mins();
            SettingValue::ReplyMinutes(u32::try_from(minutes).unwrap_or_default())
        }
        Setting::DueSoonPercent => SettingValue::DueSoonPercent(settings.due_soon_percent),
        Setting::AbsenceStopsClock => SettingValue::AbsenceStopsClock(settings.absence_stops_clock),
        Setting::EscalationAllowed => SettingValue::EscalationAllowed(settings.escalation_allowed),
        Setting::AgentsWithPassword => {
            SettingValue::AgentsWithPassword(settings.agents_with_password)
        }
        Setting::NoticeSl => SettingValue::NoticeSl(settings.notice_sl.clone()),
        Setting::NoticeEn => SettingValue::NoticeEn(settings.notice_en.clone()),
        Setting::ContactOfSellers => SettingValue::ContactOfSellers(settings.contact_of_sellers),
        Setting::ContactOfBuyers => SettingValue::ContactOfBuyers(settings.contact_of_buyers),
        Setting::SampledPercent => SettingValue::SampledPercent(settings.sampled_percent),
        Setting::StrikeDays => SettingValue::StrikeDays(settings.strike_days),
        Setting::BreakGlassMinutes => {
            let minutes = settings.break_glass.as_mins();
            SettingValue::BreakGlassMinutes(u32::try_from(minutes).unwrap_or(u32::MAX))
        }
        Setting::Retention => SettingValue::Retention(settings.retention),
    }
}

pub(super) fn value_text(reader: &Reader, value: &SettingValue) -> String {
    let notice = |text: &NoticeText| match text.is_empty() {
        true => reader.texts.t("settings-own-text"),
        false => text.as_str().to_owned(),
    };
    match value {
        SettingValue::ReplyMinutes(minutes) => {
            reader.whole_hours(jiff::SignedDuration::from_mins(i64::from(*minutes)))
        }
        SettingValue::DueSoonPercent(percent) | SettingValue::SampledPercent(percent) => {
            reader.one("sellers-percent", "percent", &percent.to_string())
        }
        SettingValue::AbsenceStopsClock(on)
        | SettingValue::EscalationAllowed(on)
        | SettingValue::AgentsWithPassword(on) => {
            reader
                .texts
                .t(if *on { "settings-yes" } else { "settings-no" })
        }
        SettingValue::NoticeSl(text) | SettingValue::NoticeEn(text) => notice(text),
        SettingValue::ContactOfSellers(policy) | SettingValue::ContactOfBuyers(policy) => {
            policy_text(reader, policy)
        }
        SettingValue::StrikeDays(days) => reader.texts.n("settings-days", u64::from(*days)),
        SettingValue::BreakGlassMinutes(minutes) => {
            reader.texts.n("settings-minutes", u64::from(*minutes))
        }
        SettingValue::Retention(policy) => retention_text(reader, policy),
    }
}

/// One line for each kind of content.
fn retention_text(reader: &Reader, policy: &RetentionPolicy) -> String {
    let line = |kind: &RetentionKind| {
        let name = reader.texts.t(retention_key(*kind));
        let months = u64::from(policy.months(*kind));
        format!("{name}: {}", reader.texts.n("settings-months", months))
    };
    let lines: Vec<String> = RetentionKind::ALL.iter().map(line).collect();
    lines.join("\n")
}

/// One line for each kind of finding.
fn policy_text(reader: &Reader, policy: &ContactPolicy) -> String {
    let line = |kind: Kind| {
        let kind_name = reader.texts.t(words::kind_key(kind));
        let measure = reader.texts.t(words::measure_key(policy.of(kind)));
        format!("{kind_name}: {measure}")
    };
    Kind::ALL.map(line).join("\n")
}

/// A change as the history tells it; `named` where several settings stand in one list.
pub(super) fn history_row(reader: &Reader, past: &Past, named: bool) -> HistoryRow {
    let change = &past.change;
    let who = |act: &Act| act.name.clone().unwrap_or_else(|| act.by.to_string());
    let withdrawn = past.withdrawn.as_ref().zip(change.known_to);
    HistoryRow {
        name: named.then(|| reader.texts.t(name_key(change.value.setting()))),
        value: value_text(reader, &change.value),
        from: reader.sent(change.validity.from),
        to: change.validity.to.map(|to| reader.until(to)),
        entered: reader.sent(change.known_from),
        by: who(&past.entered),
        because: past.entered.because.clone(),
        withdrawn: withdrawn.map(|(act, at)| (reader.sent(at), who(act), act.because.clone())),
    }
}
