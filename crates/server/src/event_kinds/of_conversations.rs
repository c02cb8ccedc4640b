//! Of conversations, their messages, notes and deadlines, and of staff who read them.

use super::kinds::{Kind, kind};
use super::shape::Holds::{Commitment, Each, Flag, Id, Instant, Maybe, Number, Of, Version, Word};
use super::shape::{Field, field, optional};

const DEADLINE: &[Field] = &[
    field("deadline_id", Id),
    field("message_id", Id),
    field("received_at", Instant),
    field("due_at", Maybe(&Instant)),
    field("settled_at", Maybe(&Instant)),
    field("on_time", Maybe(&Flag)),
    field("calendar", Word),
    field("calendar_version", Version),
];

const ALARM: &[Field] = &[
    field("deadline_id", Id),
    field("message_id", Id),
    field("received_at", Instant),
    field("due_at", Maybe(&Instant)),
    field("settled_at", Maybe(&Instant)),
    field("on_time", Maybe(&Flag)),
    field("calendar", Word),
    field("calendar_version", Version),
    field("rang_at", Instant),
];

pub(super) const KINDS: &[Kind] = &[
    kind(
        "conversation.assigned",
        Some("conversation"),
        "an agent gets the conversation, or nobody has it",
        &[
            field("agent", Maybe(&Word)),
            optional("rule_id", Id),
            optional("deputy_of", Word),
            optional("returned", Flag),
        ],
    ),
    kind(
        "conversation.closed",
        Some("conversation"),
        "it is closed",
        &[],
    ),
    kind(
        "conversation.escalated",
        Some("conversation"),
        "the buyer calls the marketplace about a lapsed deadline",
        DEADLINE,
    ),
    kind(
        "conversation.escalation_ended",
        Some("conversation"),
        "the call is settled",
        &[field("by", Word)],
    ),
    kind(
        "conversation.handed_back",
        Some("conversation"),
        "the marketplace hands it back to the seller",
        &[],
    ),
    kind(
        "conversation.kept_unread",
        Some("conversation"),
        "an agent keeps it unread",
        &[],
    ),
    kind(
        "conversation.labelled",
        Some("conversation"),
        "it gets a label",
        &[field("label_id", Id)],
    ),
    kind(
        "conversation.opened",
        Some("conversation"),
        "a conversation begins",
        &[
            field("seller", Word),
            field("buyer", Word),
            field(
                "subject",
                Of(&[field("kind", Word), field("id", Maybe(&Word))]),
            ),
            field("external_id", Maybe(&Word)),
        ],
    ),
    kind(
        "conversation.put_aside",
        Some("conversation"),
        "an agent has read it and puts it aside",
        &[field("up_to", Number)],
    ),
    kind(
        "conversation.read",
        Some("conversation"),
        "messages up to this one were shown to a person",
        &[field("from", Number), field("up_to", Number)],
    ),
    kind(
        "conversation.reopened",
        Some("conversation"),
        "it is opened again",
        &[],
    ),
    kind(
        "conversation.taken_over",
        Some("conversation"),
        "the marketplace takes it over",
        &[],
    ),
    kind(
        "conversation.unlabelled",
        Some("conversation"),
        "a label is taken off",
        &[field("label_id", Id)],
    ),
    kind(
        "deadline.answered",
        Some("conversation"),
        "the seller answers",
        DEADLINE,
    ),
    kind(
        "deadline.due_soon",
        Some("conversation"),
        "little time is left",
        ALARM,
    ),
    kind(
        "deadline.objected",
        Some("conversation"),
        "the buyer says that an answer is needed after all",
        DEADLINE,
    ),
    kind(
        "deadline.opened",
        Some("conversation"),
        "a message waits for its answer",
        DEADLINE,
    ),
    kind(
        "deadline.overdue",
        Some("conversation"),
        "the deadline has lapsed",
        ALARM,
    ),
    kind(
        "deadline.recomputed",
        Some("conversation"),
        "a calendar or an absence has changed",
        &[
            field("deadline_id", Id),
            field("message_id", Id),
            field("received_at", Instant),
            field("due_at", Maybe(&Instant)),
            field("settled_at", Maybe(&Instant)),
            field("on_time", Maybe(&Flag)),
            field("calendar", Word),
            field("calendar_version", Version),
            field(
                "before",
                Of(&[
                    field("due_at", Maybe(&Instant)),
                    field("calendar_version", Version),
                ]),
            ),
        ],
    ),
    kind(
        "deadline.resumed",
        Some("conversation"),
        "the deadline runs on",
        DEADLINE,
    ),
    kind(
        "deadline.stopped",
        Some("conversation"),
        "the deadline stands still",
        DEADLINE,
    ),
    kind(
        "deadline.waived",
        Some("conversation"),
        "the seller says that no reply is needed",
        &[
            field("deadline_id", Id),
            field("message_id", Id),
            field("received_at", Instant),
            field("due_at", Maybe(&Instant)),
            field("settled_at", Maybe(&Instant)),
            field("on_time", Maybe(&Flag)),
            field("calendar", Word),
            field("calendar_version", Version),
            optional("reason", Commitment),
        ],
    ),
    kind(
        "deadline.withdrawn",
        Some("conversation"),
        "nobody waits any more",
        DEADLINE,
    ),
    kind(
        "message.screened",
        Some("conversation"),
        "words that may lead out of the marketplace were found in a message that is sent",
        &[
            field("message_id", Id),
            field("rules_version", Number),
            field(
                "findings",
                Each(&Of(&[
                    field("kind", Word),
                    field("start", Number),
                    field("end", Number),
                    field("rule", Word),
                    field("confidence", Number),
                    field("reason", Word),
                    field("measure", Word),
                ])),
            ),
        ],
    ),
    kind(
        "message.sent",
        Some("conversation"),
        "somebody writes",
        &[
            field("message_id", Id),
            field("sequence", Number),
            field("author", Word),
            field("sent_at", Instant),
            field("text", Maybe(&Commitment)),
            field(
                "attachments",
                Each(&Of(&[
                    field("attachment_id", Id),
                    field("kind", Maybe(&Word)),
                    field("bytes", Maybe(&Number)),
                    field("hashes", Maybe(&Commitment)),
                    field("name", Commitment),
                ])),
            ),
        ],
    ),
    kind(
        "note.mentioned",
        Some("conversation"),
        "an agent is mentioned in a note",
        &[field("note_id", Id), field("agent", Word)],
    ),
    kind(
        "note.written",
        Some("conversation"),
        "an agent writes an internal note",
        &[field("note_id", Id), field("text", Commitment)],
    ),
    kind(
        "staff_read.looked",
        Some("conversation"),
        "a person of staff looks into it",
        &[
            field("reason_event", Id),
            field("up_to_sequence", Number),
            optional("attachment_id", Id),
        ],
    ),
    kind(
        "staff_read.reason_given",
        Some("conversation"),
        "a person of staff says why it is to be read",
        &[field("reason", Commitment)],
    ),
];
