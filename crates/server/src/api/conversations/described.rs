//! The operations on conversations, for the API's description.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    super::list::get_conversations,
    super::list::get_counts,
    super::open::post_conversation,
    super::read::get_conversation,
    super::read::get_deadlines,
    super::messages::get_messages,
    super::messages::post_message,
    super::held::delete_held,
    super::check::post_check,
    super::notes::get_notes,
    super::notes::post_note,
    super::assignment::put_assignment,
    super::closure::put_closure,
    super::closure::delete_closure,
    super::no_reply_needed::put_no_reply_needed,
    super::no_reply_needed::post_objection,
    super::escalation::put_escalation,
    super::draft::get_draft,
    super::draft::put_draft,
    super::draft::delete_draft,
    super::take_over::put_take_over,
    super::take_over::delete_take_over,
    super::reads::post_read,
    super::receipt::get_receipt,
    super::dispute::put_dispute,
    super::dossier::post_dossier,
))]
pub(in crate::api) struct Conversations;
