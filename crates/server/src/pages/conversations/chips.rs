//! How a deadline stands, as a chip in lists and threads.

use jiff::Timestamp;
use rules::conversation::{Alarm, DeadlineState, WaitsFor};

use crate::pages::views::deadline::{DeadlineChip, Running};
use crate::pages::views::format::Reader;

/// The chip of a conversation as a list knows it.
/// Whether a deadline is due soon is taken from what the job has recorded.
pub(in crate::pages) fn chip(
    reader: &Reader,
    waits_for: WaitsFor,
    due_at: Option<Timestamp>,
    deadline: Option<(DeadlineState, Alarm)>,
) -> DeadlineChip {
    let due_soon = match deadline {
        Some((_, Alarm::DueSoon)) | None => Timestamp::MAX,
        Some((_, Alarm::Overdue | Alarm::Done)) => Timestamp::MIN,
    };
    let waived = matches!(deadline, Some((DeadlineState::Waived, _)));
    match (waits_for, due_at) {
        (WaitsFor::Seller, Some(due)) => DeadlineChip::running(reader, Running { due, due_soon }),
        (WaitsFor::Seller | WaitsFor::Marketplace, _) => DeadlineChip::stopped(reader),
        (WaitsFor::Nobody, _) => DeadlineChip::closed(reader),
        (WaitsFor::Buyer, _) if waived => DeadlineChip::no_reply_needed(reader),
        (WaitsFor::Buyer, _) => DeadlineChip::waiting_for_buyer(reader),
    }
}
