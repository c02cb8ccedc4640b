//! What holds where staff have changed nothing: the configuration's own values, and the policy that Dopis brings along.

use rules::keeping::RetentionPolicy;
use rules::looking::BREAK_GLASS;
use rules::moderation::{ContactPolicy, STRIKE_DAYS};
use rules::settings::{NoticeText, Settings};

use crate::config::Config;

/// Enough to notice a rule that has gone wrong, and not more than people can look at.
const SAMPLED_PERCENT: u8 = 2;

/// The settings as the configuration gives them.
pub fn initial(config: &Config) -> Settings {
    let notice = |text: &str| NoticeText::parse(text).unwrap_or_default();
    Settings {
        reply_budget: config.budget(),
        due_soon_percent: config.deadline.due_soon_percent,
        absence_stops_clock: config.deadline.absence_stops_clock,
        escalation_allowed: config.buyers.escalation_allowed,
        agents_with_password: config.sign_in.agents_with_password,
        notice_sl: notice(&config.buyers.notice_sl),
        notice_en: notice(&config.buyers.notice_en),
        contact_of_sellers: ContactPolicy::OF_SELLERS,
        contact_of_buyers: ContactPolicy::OF_BUYERS,
        sampled_percent: SAMPLED_PERCENT,
        strike_days: STRIKE_DAYS,
        break_glass: BREAK_GLASS,
        retention: RetentionPolicy::DEFAULT,
    }
}
