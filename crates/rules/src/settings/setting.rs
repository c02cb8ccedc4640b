//! The settings by name.

use serde::{Deserialize, Serialize};

/// What can be set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// Working time that a seller has for a reply.
    ReplyMinutes,
    /// Share of that time after which a reply is due soon.
    DueSoonPercent,
    /// Whether a planned absence stops a seller's clock.
    AbsenceStopsClock,
    /// Whether buyers may ask the marketplace to step in.
    EscalationAllowed,
    /// Whether agents may sign in with e-mail and password.
    AgentsWithPassword,
    /// What buyers are told in Slovene of who reads and what is checked.
    NoticeSl,
    /// The same in English.
    NoticeEn,
    /// What is done with contact data, deals elsewhere and advertising in messages of sellers.
    ContactOfSellers,
    /// The same in messages of buyers.
    ContactOfBuyers,
    /// How many of the messages with hidden words a person looks at.
    SampledPercent,
    /// Days for which a strike counts against a seller.
    StrikeDays,
    /// How long somebody whose role reads no conversations has access once a second person has approved it.
    BreakGlassMinutes,
    /// For how long which content is kept.
    Retention,
}

impl Setting {
    pub const ALL: [Setting; 13] = [
        Setting::ReplyMinutes,
        Setting::DueSoonPercent,
        Setting::AbsenceStopsClock,
        Setting::EscalationAllowed,
        Setting::AgentsWithPassword,
        Setting::NoticeSl,
        Setting::NoticeEn,
        Setting::ContactOfSellers,
        Setting::ContactOfBuyers,
        Setting::SampledPercent,
        Setting::StrikeDays,
        Setting::BreakGlassMinutes,
        Setting::Retention,
    ];

    /// Stable code, as addresses, API and database write it.
    pub fn code(self) -> &'static str {
        match self {
            Setting::ReplyMinutes => "reply_minutes",
            Setting::DueSoonPercent => "due_soon_percent",
            Setting::AbsenceStopsClock => "absence_stops_clock",
            Setting::EscalationAllowed => "escalation_allowed",
            Setting::AgentsWithPassword => "agents_with_password",
            Setting::NoticeSl => "notice_sl",
            Setting::NoticeEn => "notice_en",
            Setting::ContactOfSellers => "contact_of_sellers",
            Setting::ContactOfBuyers => "contact_of_buyers",
            Setting::SampledPercent => "sampled_percent",
            Setting::StrikeDays => "strike_days",
            Setting::BreakGlassMinutes => "break_glass_minutes",
            Setting::Retention => "retention",
        }
    }

    pub fn from_code(code: &str) -> Option<Setting> {
        Setting::ALL
            .into_iter()
            .find(|setting| setting.code() == code)
    }
}
