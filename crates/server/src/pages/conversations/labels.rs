//! What an agent puts on a conversation for its own side: labels, and that it is to be read again.

use axum::Form;
use axum::extract::Path;
use axum::response::Response;
use rules::ids::{ConversationId, LabelId};

use crate::actions::conversations::read_mark::{self, Marking};
use crate::actions::labels::{PutLabels, put_on};
use crate::error::ActionError;
use crate::pages::views::notice::Notice;
use crate::pages::visit::{Visit, go};

/// `POST /conversations/{id}/labels`: what was on when the form was shown, and what is to be on.
/// Labels that neither names were put on or taken off by somebody else meanwhile, and stay so.
pub async fn put(
    visit: Visit,
    Path(id): Path<ConversationId>,
    Form(sent): Form<Vec<(String, String)>>,
) -> Result<Response, ActionError> {
    let ids = |name: &str| -> Vec<LabelId> {
        let values = sent.iter().filter(|(field, _)| field == name);
        let words = values.flat_map(|(_, value)| value.split_whitespace());
        words.filter_map(|id| id.parse().ok()).collect()
    };
    let (shown, wanted) = (ids("shown"), ids("label"));
    let without = |these: &[LabelId], those: &[LabelId]| {
        let kept = these.iter().filter(|id| !those.contains(id));
        kept.copied().collect()
    };
    let command = PutLabels {
        conversation: id,
        on: without(&wanted, &shown),
        off: without(&shown, &wanted),
    };
    put_on(&visit.app, visit.viewer(), command).await?;
    Ok(go(&format!("/conversations/{id}"), Notice::LabelsPut))
}

/// `POST /conversations/{id}/unread`: back to the list, since opening it again would read it.
pub async fn keep_unread(
    visit: Visit,
    Path(id): Path<ConversationId>,
) -> Result<Response, ActionError> {
    read_mark::run(&visit.app, visit.viewer(), id, Marking::KeptUnread).await?;
    let list = match visit.list_query.as_str() {
        "" => "/conversations".to_owned(),
        query => format!("/conversations?{query}"),
    };
    Ok(go(&list, Notice::KeptUnread))
}
