//! What pages of holds and erasures have alike: who said what, where older ones are, and refusals in words.

use jiff::Timestamp;
use rules::ids::{ContentId, StaffId};

use crate::actions::keeping::Words;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::views::format::Reader;
use crate::pages::views::staff::SaidRow;
use crate::place::Place;

/// The word for what kind of thing is held, by its code.
pub(super) fn kind_key(code: &str) -> &'static str {
    match code {
        "conversation" => "hold-kind-conversation",
        "buyer" => "hold-kind-buyer",
        _ => "hold-kind-seller",
    }
}

pub(super) fn said(
    reader: &Reader,
    words: &Words,
    (by, at, because): (StaffId, Timestamp, ContentId),
) -> SaidRow {
    SaidRow {
        by: words.name(by),
        at: reader.sent(at),
        reason: words.text(because).map(str::to_owned),
    }
}

/// Cuts off the one row too many that was read, and says where the next page is.
pub(super) fn older<T>(
    address: &str,
    rows: &mut Vec<T>,
    most: u32,
    place: fn(&T) -> Place,
) -> Option<String> {
    let more = rows.len() > most as usize;
    rows.truncate(most as usize);
    let last = rows.last().filter(|_| more)?;
    Some(format!("{address}?after={}", place(last).write()))
}

/// A refusal that the form tells; any other error stays one.
pub(super) fn error_text(texts: &Texts, error: ActionError) -> Result<String, ActionError> {
    let code = error.told().code;
    let key = match code {
        "hold_subject_unknown" => "hold-error-subject",
        "hold_ends_in_the_past" => "hold-error-past",
        "hold_too_long" => "hold-error-long",
        "hold_lifted" | "hold_ended" => "hold-error-over",
        "invalid_day" => "hold-error-day",
        "invalid_reason" => "hold-error-reason",
        "buyer_unknown" => "erasure-error-buyer",
        "buyer_erased" => "erasure-error-erased",
        "erasure_waits" => "erasure-error-waits",
        "erasure_same_person" => "erasure-own",
        "erasure_decided" => "erasure-error-decided",
        "held" => "erasure-error-held",
        _ => return Err(error),
    };
    Ok(texts.t(key))
}
