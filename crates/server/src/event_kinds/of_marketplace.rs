//! Of what the marketplace pushes in and decides.

use super::kinds::{Kind, kind};
use super::shape::Holds::{
    Commitment, Each, Facts, Flag, Hash, Id, Instant, Maybe, Number, Setting, Word,
};
use super::shape::{Field, field, optional};

const BUYER: &[Field] = &[
    field("language", Word),
    field("country", Word),
    field("version", Number),
    optional("changed", Each(&Word)),
];

const LISTING: &[Field] = &[
    field("listing", Word),
    field("price", Facts("price or null")),
    field("available", Flag),
    field("version", Number),
    optional("changed", Each(&Word)),
];

const ORDER: &[Field] = &[
    field("order", Word),
    field("placed_at", Instant),
    field("lines", Number),
    field("shipments", Number),
    field("version", Number),
    optional("changed", Each(&Word)),
];

const SELLER: &[Field] = &[
    field("country", Word),
    field("subdivision", Maybe(&Word)),
    field("language", Word),
    field("time_zone", Word),
    field("hours", Facts("hours of work or null")),
    field("version", Number),
    optional("changed", Each(&Word)),
];

pub(super) const KINDS: &[Kind] = &[
    kind(
        "buyer.changed",
        Some("buyer"),
        "the marketplace pushes a buyer that differs",
        BUYER,
    ),
    kind(
        "buyer.created",
        Some("buyer"),
        "the marketplace pushes a new buyer",
        BUYER,
    ),
    kind(
        "buyer.erased",
        Some("buyer"),
        "an erasure has come to its end, down to the bytes of the files",
        &[
            field("erasure_id", Id),
            field("ground", Word),
            field("asked_by", Word),
            field("conversations", Number),
            field("files", Number),
        ],
    ),
    kind(
        "buyer.forgotten",
        Some("buyer"),
        "nothing else is left of a buyer, and who it is goes too",
        &[field("orders", Number)],
    ),
    kind(
        "buyer_data.asked",
        Some("buyer"),
        "somebody asks for all that is kept of a buyer: the buyer, or staff with a reason",
        &[
            field("file_id", Id),
            field("language", Word),
            field("reason", Maybe(&Commitment)),
        ],
    ),
    kind(
        "buyer_data.fetched",
        Some("buyer"),
        "whoever asked for it fetches the file with all that is kept of a buyer",
        &[field("file_id", Id)],
    ),
    kind(
        "buyer_data.made",
        Some("buyer"),
        "the file with all that is kept of a buyer is made",
        &[
            field("file_id", Id),
            field("conversations", Number),
            field("bytes", Number),
            field("sha256", Hash),
        ],
    ),
    kind(
        "calendar.day_changed",
        Some("marketplace"),
        "staff change a day of a calendar",
        &[
            field("calendar_day_id", Id),
            field("change", Facts("change of a calendar")),
        ],
    ),
    kind(
        "calendar.day_withdrawn",
        Some("marketplace"),
        "staff take such a change back",
        &[field("calendar_day_id", Id)],
    ),
    kind(
        "erasure.approved",
        Some("buyer"),
        "another person of staff approves it, and the buyer's name is gone; the texts follow",
        &[
            field("erasure_id", Id),
            field("ground", Word),
            field("reason", Commitment),
            field("orders", Number),
        ],
    ),
    kind(
        "erasure.refused",
        Some("buyer"),
        "another person of staff refuses it",
        &[
            field("erasure_id", Id),
            field("ground", Word),
            field("reason", Commitment),
        ],
    ),
    kind(
        "erasure.requested",
        Some("buyer"),
        "staff ask that a buyer be erased",
        &[
            field("erasure_id", Id),
            field("ground", Word),
            field("asked_by", Word),
            field("reason", Commitment),
        ],
    ),
    kind(
        "hold.lifted",
        None,
        "staff end a legal hold before its time",
        &[field("hold_id", Id), field("reason", Commitment)],
    ),
    kind(
        "hold.set",
        None,
        "staff hold a conversation, a buyer or a seller: nothing of it is erased",
        &[
            field("hold_id", Id),
            field("ends_at", Instant),
            field("reason", Commitment),
        ],
    ),
    kind(
        "labelled_set.exported",
        Some("marketplace"),
        "staff take the messages that people have judged, as a file",
        &[
            field("messages", Number),
            field("left_out", Number),
            optional("reason", Commitment),
            optional("ticket", Word),
        ],
    ),
    kind(
        "listing.changed",
        Some("seller"),
        "the marketplace pushes a listing that differs",
        LISTING,
    ),
    kind(
        "listing.created",
        Some("seller"),
        "the marketplace pushes a new listing",
        LISTING,
    ),
    kind(
        "order.changed",
        Some("seller"),
        "the marketplace pushes an order that differs",
        ORDER,
    ),
    kind(
        "order.created",
        Some("seller"),
        "the marketplace pushes a new order",
        ORDER,
    ),
    kind(
        "rule_replay.done",
        Some("marketplace"),
        "a version of the rules has been held against all messages of a time",
        &[
            field("replay_id", Id),
            field("rule_set", Number),
            field("looked", Number),
            field("caught", Number),
            field("freed", Number),
        ],
    ),
    kind(
        "rule_replay.resumed",
        Some("marketplace"),
        "staff take such a replay up again",
        &[field("replay_id", Id), field("rule_set", Number)],
    ),
    kind(
        "rule_replay.started",
        Some("marketplace"),
        "staff begin to hold a version of the rules against messages that were sent",
        &[
            field("replay_id", Id),
            field("rule_set", Number),
            field("against", Number),
            field("sent_from", Instant),
        ],
    ),
    kind(
        "rule_replay.stopped",
        Some("marketplace"),
        "staff stop such a replay",
        &[field("replay_id", Id), field("rule_set", Number)],
    ),
    kind(
        "rule_set.activated",
        Some("marketplace"),
        "staff make a version of the rules the active one",
        &[
            field("rule_set", Number),
            field("before", Number),
            field("goes_back", Flag),
            field("reason", Maybe(&Commitment)),
        ],
    ),
    kind(
        "rule_set.entered",
        Some("marketplace"),
        "staff enter a version of the rules",
        &[
            field("rule_set", Number),
            field("based_on", Number),
            field("text", Commitment),
            field("reason", Commitment),
        ],
    ),
    kind(
        "seller.changed",
        Some("seller"),
        "the marketplace pushes a seller that differs",
        SELLER,
    ),
    kind(
        "seller.created",
        Some("seller"),
        "the marketplace pushes a new seller",
        SELLER,
    ),
    kind(
        "settings.changed",
        Some("marketplace"),
        "staff enter what holds from when",
        &[
            field("setting_change_id", Id),
            field("setting", Word),
            field("revision", Number),
            field("valid_from", Instant),
            field("valid_to", Maybe(&Instant)),
            field("value", Setting),
            field("reason", Commitment),
        ],
    ),
    kind(
        "settings.withdrawn",
        Some("marketplace"),
        "staff take a change back that had not begun",
        &[
            field("setting_change_id", Id),
            field("setting", Word),
            field("reason", Commitment),
        ],
    ),
];
