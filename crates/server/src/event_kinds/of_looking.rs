//! Of access that a second person approves, and of what is kept from the parties or taken away about looks of staff.

use super::kinds::{Kind, kind};
use super::shape::Holds::{Commitment, Flag, Id, Instant, Maybe, Word};
use super::shape::{field, optional};

pub(super) const KINDS: &[Kind] = &[
    kind(
        "access.approved",
        Some("staff"),
        "a second person approves access of somebody whose role reads no conversations",
        &[field("access_id", Id), field("until", Instant)],
    ),
    kind(
        "access.asked",
        Some("staff"),
        "somebody whose role reads no conversations asks for access to one, or to all of a seller's",
        &[
            field("access_id", Id),
            field("seller", Word),
            field("conversation_id", Maybe(&Id)),
            field("reason", Commitment),
            optional("ticket", Word),
        ],
    ),
    kind(
        "access.ended",
        Some("staff"),
        "such access is ended before its time, or the request is taken back",
        &[field("access_id", Id), field("was_approved", Flag)],
    ),
    kind(
        "access.refused",
        Some("staff"),
        "a second person refuses it",
        &[field("access_id", Id)],
    ),
    kind(
        "reading.made_confidential",
        Some("staff"),
        "an auditor keeps it from the parties up to an instant that somebody looked",
        &[
            field("reason_event", Id),
            field("until", Instant),
            field("ground", Commitment),
        ],
    ),
    kind(
        "readings.exported",
        Some("staff"),
        "somebody takes the list of who looked at what as a file, narrowed to what is named",
        &[
            optional("staff_id", Id),
            optional("seller", Word),
            optional("conversation_id", Id),
            optional("order", Word),
            optional("what", Word),
            optional("from", Instant),
            optional("to", Instant),
        ],
    ),
];
