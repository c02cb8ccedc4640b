//! Messages that a moderator looks at first, in the thread of the side that wrote them; and taking one back.

use axum::extract::Path;
use axum::response::Response;
use rules::ids::{ConversationId, MessageId};
use rules::moderation::HeldState;

use super::entries::Telling;
use super::found;
use crate::actions::conversations::read::Thread;
use crate::actions::conversations::unsent::Unsent;
use crate::actions::moderation::{hold, words};
use crate::error::ActionError;
use crate::pages::views::author::AuthorKind;
use crate::pages::views::message_text::parts;
use crate::pages::views::notice::Notice;
use crate::pages::views::thread_entry::HeldView;
use crate::pages::visit::{Visit, go};

/// `POST /conversations/{id}/held/{held}/withdrawal`.
pub async fn take_back(
    visit: Visit,
    Path((id, message)): Path<(ConversationId, MessageId)>,
) -> Result<Response, ActionError> {
    let page = format!("/conversations/{id}#held-{message}");
    match hold::take_back(&visit.app, visit.viewer(), (id, message)).await {
        Ok(()) => Ok(go(&page, Notice::HeldTakenBack)),
        Err(ActionError::Conflict { .. }) => Ok(go(&page, Notice::NotWaiting)),
        Err(error) => Err(error),
    }
}

pub(super) fn view(telling: &Telling<'_>, thread: &Thread, unsent: &Unsent) -> HeldView {
    let (message, reader) = (&unsent.message, telling.reader);
    let text = message.text.as_deref().unwrap_or_default();
    let review = unsent.review.as_ref();
    let decided = review.and_then(|review| review.decided);
    let waits = message.state == HeldState::Waiting;
    let state = match message.state {
        HeldState::Waiting => reader.texts.t("held-waiting"),
        HeldState::Withdrawn => reader.texts.t("held-withdrawn"),
        HeldState::Refused | HeldState::Released => {
            let ground = decided.map(|decided| reader.texts.t(words::ground_key(decided.ground)));
            reader.one("held-refused", "ground", &ground.unwrap_or_default())
        }
    };
    let until = review.filter(|_| waits).map(|review| review.due_at);
    HeldView {
        id: message.id.to_string(),
        author: AuthorKind::from(message.author),
        author_name: thread.author_name(message.author, &message.author_id, telling.marketplace),
        own: telling.is_own(message.author),
        at: reader.sent(message.written_at),
        parts: parts(text),
        found: thread
            .found_in(message.id, message.text.as_deref())
            .map(|found| found::view(reader.texts, message.author, &found))
            .collect(),
        dispute: telling.dispute_of_held(thread, message.id).map(Box::new),
        state,
        until: until.map(|at| reader.until(at)),
        note: unsent.note.clone(),
        files: thread
            .attachments_of(message.id)
            .filter_map(|file| file.name.clone())
            .collect(),
        takes_back: waits && telling.takes_back,
    }
}
