//! Conversations over the API.

mod assignment;
mod check;
mod closure;
mod cursor;
mod deadline_shown;
mod derivation_shape;
mod described;
mod dispute;
mod dossier;
mod draft;
mod escalation;
pub(super) mod filling;
mod held;
mod list;
mod messages;
mod no_reply_needed;
mod notes;
mod open;
mod read;
mod reads;
mod receipt;
mod shown;
mod take_over;

pub use assignment::put_assignment;
pub use check::post_check;
pub use closure::{delete_closure, put_closure};
pub use deadline_shown::DeadlineShown;
pub use derivation_shape::{
    DayShape, DerivationShape, ReasonShape, SegmentShape, StandingShape, StopShape,
};
pub use dispute::put_dispute;
pub use dossier::post_dossier;
pub use draft::{delete_draft, get_draft, put_draft};
pub use escalation::put_escalation;
pub use filling::post_filling;
pub(super) use held::DecisionShown;
pub use held::delete_held;
pub use list::{TabNamed, get_conversations, get_counts};
pub use messages::{Sent, get_messages, post_message};
pub use no_reply_needed::{post_objection, put_no_reply_needed};
pub use notes::{get_notes, post_note};
pub use open::post_conversation;
pub use read::{get_conversation, get_deadlines};
pub use reads::post_read;
pub use receipt::get_receipt;
pub use shown::{ConversationShown, SubjectNamed};
pub use take_over::{delete_take_over, put_take_over};

pub(super) use check::FindingShown;
pub(super) use described::Conversations;
