//! Of how a seller works: absences, rules, labels, quick replies, views.

use super::kinds::{Kind, kind};
use super::shape::Holds::{Commitment, Day, Each, Facts, Flag, Id, Instant, Maybe, Number, Word};
use super::shape::{Field, field};

const ABSENCE: &[Field] = &[
    field("absence_id", Id),
    field("agent", Maybe(&Word)),
    field("first_day", Day),
    field("last_day", Day),
    field("starts_at", Instant),
    field("ends_at", Instant),
    field("working_days", Number),
    field("deputy", Maybe(&Word)),
    field("reason", Maybe(&Commitment)),
];

const RULE: &[Field] = &[
    field("rule_id", Id),
    field("place", Number),
    field("active", Flag),
    field("conditions", Facts("conditions")),
    field("outcome", Facts("outcome")),
    field("version", Number),
];

const LABEL: &[Field] = &[
    field("label_id", Id),
    field("colour", Word),
    field("version", Number),
];

const VIEW: &[Field] = &[field("view_id", Id), field("shared", Flag)];

const QUICK_REPLY: &[Field] = &[field("quick_reply_id", Id), field("version", Number)];

pub(super) const KINDS: &[Kind] = &[
    kind(
        "absence.announced",
        Some("seller"),
        "an absence is announced to the marketplace",
        ABSENCE,
    ),
    kind(
        "absence.approved",
        Some("seller"),
        "staff approve it",
        ABSENCE,
    ),
    kind(
        "absence.changed",
        Some("seller"),
        "it is changed before staff decide",
        ABSENCE,
    ),
    kind(
        "absence.ended_early",
        Some("seller"),
        "it ends before its last day",
        ABSENCE,
    ),
    kind(
        "absence.refused",
        Some("seller"),
        "staff refuse it",
        ABSENCE,
    ),
    kind(
        "absence.withdrawn",
        Some("seller"),
        "it is taken back",
        ABSENCE,
    ),
    kind(
        "assignment_rule.changed",
        Some("seller"),
        "a rule is changed",
        RULE,
    ),
    kind(
        "assignment_rule.created",
        Some("seller"),
        "a rule is made",
        RULE,
    ),
    kind(
        "assignment_rule.deleted",
        Some("seller"),
        "a rule is deleted",
        RULE,
    ),
    kind(
        "assignment_rule.moved",
        Some("seller"),
        "a rule comes earlier or later",
        RULE,
    ),
    kind(
        "assignment_rule.switched_off",
        Some("seller"),
        "a rule rests",
        RULE,
    ),
    kind(
        "assignment_rule.switched_on",
        Some("seller"),
        "a rule works again",
        RULE,
    ),
    kind("label.changed", Some("seller"), "a label is changed", LABEL),
    kind("label.created", Some("seller"), "a label is made", LABEL),
    kind(
        "label.deleted",
        Some("seller"),
        "a label is deleted, and taken off its conversations",
        &[field("label_id", Id), field("taken_off", Number)],
    ),
    kind(
        "mention.read",
        Some("seller"),
        "an agent has read where it was mentioned",
        &[field("agent", Word), field("notes", Each(&Id))],
    ),
    kind(
        "quick_reply.deleted",
        Some("seller"),
        "a quick reply is deleted",
        QUICK_REPLY,
    ),
    kind(
        "quick_reply.saved",
        Some("seller"),
        "a quick reply is saved",
        QUICK_REPLY,
    ),
    kind(
        "view.chosen_first",
        Some("seller"),
        "an agent chooses the view that opens first",
        &[field("view_id", Maybe(&Id))],
    ),
    kind(
        "view.deleted",
        Some("seller"),
        "a saved view is deleted",
        VIEW,
    ),
    kind(
        "view.renamed",
        Some("seller"),
        "a saved view gets another name",
        VIEW,
    ),
    kind("view.saved", Some("seller"), "a view is saved", VIEW),
];
