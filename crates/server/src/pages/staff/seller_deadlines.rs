//! The deadlines of a seller, each worded with its derivation and with what it was computed again from.

use jiff::Timestamp;
use rules::conversation::{DeadlineState, ReplyDeadline};
use serde_json::Value;
use store::deadline_history::Past;
use store::events::Event;

use crate::actions::seller_seen::SellerSeen;
use crate::pages::views::deadline::DerivationView;
use crate::pages::views::format::Reader;
use crate::pages::views::staff::{DeadlineRow, RecomputedRow};

pub(super) fn rows(reader: &Reader, seen: &SellerSeen, may_take_over: bool) -> Vec<DeadlineRow> {
    let row = |past: &Past| {
        let again = seen.recomputed.get(&past.deadline.id);
        let again = again.map(Vec::as_slice).unwrap_or_default();
        deadline(reader, past, again, may_take_over)
    };
    seen.deadlines.iter().map(row).collect()
}

fn deadline(reader: &Reader, past: &Past, again: &[Event], may_take_over: bool) -> DeadlineRow {
    let deadline = &past.deadline;
    let url = format!("/conversations/{}", past.conversation);
    let (class, icon, outcome_key) = outcome(deadline, reader.now);
    let takes_over = may_take_over && deadline.is_waiting() && !past.taken_over;
    DeadlineRow {
        take_over_url: takes_over.then(|| format!("{url}/takeover")),
        conversation_url: url,
        version: past.version,
        subject: past
            .title
            .clone()
            .unwrap_or_else(|| past.conversation.to_string()),
        buyer: past.buyer_name.clone().unwrap_or_default(),
        received: reader.full(deadline.received_at),
        due: deadline.due_at.map(|due| reader.full_end(due)),
        settled: deadline.settled_at.map(|at| reader.full(at)),
        class,
        icon,
        outcome_key,
        derivation: DerivationView::new(reader, &deadline.derivation),
        recomputed: again
            .iter()
            .filter_map(|event| recomputed(reader, event))
            .collect(),
    }
}

/// Class, icon and words of what became of it.
fn outcome(deadline: &ReplyDeadline, now: Timestamp) -> (&'static str, &'static str, &'static str) {
    match (deadline.state, deadline.on_time) {
        (_, Some(true)) => ("is-closed", "check", "sellers-was-kept"),
        (_, Some(false)) => ("is-overdue", "alert", "sellers-was-missed"),
        (DeadlineState::Waived, _) => ("is-no-reply", "minus", "sellers-was-waived"),
        (DeadlineState::Standing, _) => ("is-stopped", "pause", "sellers-stands"),
        (DeadlineState::Running, _) if deadline.is_overdue(now) => {
            ("is-overdue", "alert", "sellers-is-late")
        }
        (DeadlineState::Running, _) => ("is-due", "clock", "sellers-runs"),
        (DeadlineState::Answered | DeadlineState::Withdrawn, _) => {
            ("is-closed", "check", "sellers-was-withdrawn")
        }
    }
}

fn recomputed(reader: &Reader, event: &Event) -> Option<RecomputedRow> {
    let body: Value = serde_json::from_str(&event.body).ok()?;
    let due = |value: &Value| {
        let at: Timestamp = value.as_str()?.parse().ok()?;
        Some(reader.full_end(at))
    };
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    Some(RecomputedRow {
        at: reader.sent(event.at),
        due_before: due(&body["before"]["due_at"]),
        due_after: due(&body["due_at"]),
        calendar_before: text(&body["before"]["calendar_version"]),
        calendar_after: text(&body["calendar_version"]),
    })
}
