//! Of accounts, of those who have them, and of tokens.

use super::kinds::{Kind, kind};
use super::shape::Holds::{Each, Flag, Id, Instant, Maybe, Number, Word};
use super::shape::{Field, field, optional};

const AGENT: &[Field] = &[
    field("agent", Word),
    field("language", Word),
    field("active", Flag),
    field("role", Word),
    field("version", Number),
    optional("changed", Each(&Word)),
];

pub(super) const KINDS: &[Kind] = &[
    kind(
        "account.changed",
        None,
        "somebody changes name, language or theme of the own account",
        &[optional("agent", Word), field("changed", Each(&Word))],
    ),
    kind(
        "account.guessing_slowed",
        None,
        "passwords of the account are guessed, and strangers have to wait",
        &[optional("agent", Word)],
    ),
    kind(
        "account.passkey_added",
        None,
        "a passkey is added",
        &[optional("agent", Word), field("passkey_id", Id)],
    ),
    kind(
        "account.passkey_removed",
        None,
        "a passkey is removed",
        &[optional("agent", Word), field("passkey_id", Id)],
    ),
    kind(
        "account.password_changed",
        None,
        "the password is changed, which ends all else",
        &[
            optional("agent", Word),
            field("sessions_ended", Number),
            field("tokens_revoked", Number),
        ],
    ),
    kind(
        "account.recovery_code_used",
        None,
        "a recovery code stands in for the second factor",
        &[optional("agent", Word), field("left", Number)],
    ),
    kind(
        "account.recovery_codes_made",
        None,
        "new recovery codes replace the old",
        &[optional("agent", Word)],
    ),
    kind(
        "account.second_factor_reset",
        None,
        "somebody else takes a lost second factor away",
        &[
            optional("agent", Word),
            field("totp", Flag),
            field("passkeys", Number),
        ],
    ),
    kind(
        "account.sessions_ended",
        None,
        "sessions of the account are ended",
        &[
            optional("agent", Word),
            field("sessions", Number),
            optional("tokens", Number),
        ],
    ),
    kind(
        "account.totp_removed",
        None,
        "the authenticator app is removed",
        &[optional("agent", Word)],
    ),
    kind(
        "account.totp_set_up",
        None,
        "an authenticator app is set up",
        &[optional("agent", Word)],
    ),
    kind(
        "agent.access_changed",
        Some("seller"),
        "an owner changes role or access of an agent",
        &[
            field("agent", Word),
            field("role", Word),
            field("active", Flag),
        ],
    ),
    kind(
        "agent.changed",
        Some("seller"),
        "the marketplace pushes an agent that differs",
        AGENT,
    ),
    kind(
        "agent.created",
        Some("seller"),
        "the marketplace pushes a new agent",
        AGENT,
    ),
    kind(
        "agent.invitation_withdrawn",
        Some("seller"),
        "an invitation is taken back",
        &[field("invitation_id", Id)],
    ),
    kind(
        "agent.invited",
        Some("seller"),
        "an owner invites an agent",
        &[
            field("invitation_id", Id),
            field("role", Word),
            field("expires_at", Instant),
        ],
    ),
    kind(
        "agent.joined",
        Some("seller"),
        "an invitation is accepted",
        &[
            field("agent", Word),
            field("language", Word),
            field("active", Flag),
            field("invitation_id", Id),
            optional("role", Word),
        ],
    ),
    kind(
        "agent.password_removed",
        Some("seller"),
        "the marketplace takes the password away",
        &[field("agent", Word)],
    ),
    kind(
        "agent.password_set",
        Some("seller"),
        "the marketplace sets a password",
        &[field("agent", Word)],
    ),
    kind(
        "agent.sessions_ended",
        Some("seller"),
        "an owner ends the sessions of an agent",
        &[
            field("agent", Word),
            field("sessions", Number),
            field("tokens", Number),
        ],
    ),
    kind(
        "staff.changed",
        Some("staff"),
        "roles or access of a person of staff change",
        &[
            field("roles", Each(&Word)),
            field("roles_before", Each(&Word)),
            field("active", Flag),
        ],
    ),
    kind(
        "staff.created",
        Some("staff"),
        "a person of staff gets an account",
        &[field("roles", Each(&Word))],
    ),
    kind(
        "staff.signed_in",
        Some("staff"),
        "a person of staff signs in",
        &[field("with", Word)],
    ),
    kind(
        "token.made",
        None,
        "an API token is made",
        &[
            field("token_id", Id),
            field("scope", Word),
            field("expires_at", Maybe(&Instant)),
        ],
    ),
    kind(
        "token.revoked",
        None,
        "an API token is revoked",
        &[field("token_id", Id)],
    ),
];
