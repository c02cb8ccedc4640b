//! The reply deadline of a thread: chip, promise and derivation for the side that reads.

use jiff::Timestamp;
use rules::conversation::{Alarm, DeadlineState, ReplyDeadline, WaitsFor};

use super::chip;
use crate::actions::conversations::read::Thread;
use crate::pages::absences;
use crate::pages::views::deadline::{DeadlineChip, DeadlinePanel, DerivationView, Running};
use crate::pages::views::format::Reader;
use crate::pages::views::thread::Side;

pub(super) fn panel(reader: &Reader, thread: &Thread, side: Side) -> DeadlinePanel {
    let conversation = &thread.conversation;
    let deadline = conversation.deadline.as_ref();
    let running = deadline.and_then(|deadline| Some((deadline, running(deadline)?)));
    let waits_for = WaitsFor::of(conversation);
    let told = match running {
        Some((_, running)) => DeadlineChip::running(reader, running),
        None => {
            let stands = deadline.map(|deadline| (deadline.state, deadline.alarm));
            chip(reader, waits_for, None, stands)
        }
    };
    let waived = deadline.filter(|deadline| deadline.state == DeadlineState::Waived);
    let reason = waived.and_then(|deadline| thread.reasons.get(&deadline.waived_because?));
    let shown = deadline.filter(|deadline| deadline.is_waiting() || side != Side::Buyer);
    DeadlinePanel {
        chip: match side {
            Side::Buyer => DeadlineChip::for_buyer(reader, told.state),
            Side::Seller | Side::Staff => told,
        },
        until: running.map(|(_, running)| reader.until(running.due)),
        waived_because: reason.cloned(),
        away: match (&thread.away, side) {
            (Some(away), Side::Buyer | Side::Staff) => Some(absences::told(reader, away)),
            _ => None,
        },
        derivation: shown.map(|deadline| DerivationView::new(reader, &deadline.derivation)),
    }
}

fn running(deadline: &ReplyDeadline) -> Option<Running> {
    let due = deadline
        .due_at
        .filter(|_| deadline.state == DeadlineState::Running)?;
    let due_soon = match deadline.alarm {
        Alarm::DueSoon => deadline.next_alarm_at.unwrap_or(due),
        Alarm::Overdue | Alarm::Done => Timestamp::MIN,
    };
    Some(Running { due, due_soon })
}
