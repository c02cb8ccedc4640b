//! A conversation as a page for the side that reads it.

use rules::access::{Action, Viewer};
use rules::conversation::ConversationState;
use store::labels::Label;
use store::lists;

use super::chip;
use super::controls::controls;
use super::deadline_panel::panel;
use super::entries::Telling;
use super::files::{Brought, attach};
use super::filter::append;
use super::list::{newest, opens_at};
use super::subject::{listing_view, order_view};
use crate::actions::conversations::read::Thread;
use crate::error::ActionError;
use crate::pages::views::attach::Attach;
use crate::pages::views::author::AuthorKind;
use crate::pages::views::format::Reader;
use crate::pages::views::found::FoundView;
use crate::pages::views::label::{LabelOption, LabelView};
use crate::pages::views::thread::{
    Composer, EarlierItem, EarlierLists, NoteComposer, Side, ThreadPage,
};
use crate::pages::views::writing::Writing;
use crate::pages::visit::Visit;
use crate::viewer::actor;

/// What was typed before the page is shown again.
#[derive(Debug, Default)]
pub(super) struct Draft {
    pub text: String,
    /// The id chosen for the message before.
    pub message: Option<String>,
    pub error: Option<String>,
    /// The newest message that the writer had seen, where others have written since.
    pub unseen_after: Option<u32>,
    pub note: NoteComposer,
    /// What was found in the text.
    pub found: Vec<FoundView>,
    /// Whether the writer may send it all the same.
    pub confirms: bool,
    /// Files that came with the form.
    pub attach: Brought,
}

pub(super) async fn thread_page(
    visit: &Visit,
    reader: &Reader,
    thread: &Thread,
    mut draft: Draft,
    writing: Writing,
) -> Result<ThreadPage, ActionError> {
    let side = side(visit.viewer());
    if let (true, None, Some(kept)) = (draft.text.is_empty(), &draft.error, &thread.draft) {
        draft.text.clone_from(&kept.text);
    }
    let conversation = &thread.conversation;
    let (kind, id) = actor(visit.viewer());
    let telling = Telling {
        reader,
        side,
        marketplace: &visit.app.config.marketplace.name,
        unseen_after: draft.unseen_after,
        reading_as: (kind, &id),
        keeps_log: visit.app.archive.is_kept(),
        takes_back: side == Side::Seller && visit.may(Action::WriteMessage),
    };
    let taken_over = conversation.taken_over.is_some();
    let held_by_staff = taken_over && side == Side::Seller;
    let kept = thread.draft.is_some();
    let notes = visit.may(Action::WriteNote).then(|| draft.note.clone());
    let order = thread.order.as_ref();
    Ok(ThreadPage {
        page: visit.page_at(format!("/conversations/{}", conversation.id)),
        id: conversation.id.to_string(),
        subject: conversation.title.clone(),
        side,
        buyer: thread.buyer_name(),
        seller: thread.seller_name(),
        closed: conversation.state == ConversationState::Closed,
        taken_over,
        back_url: back_url(side).to_owned(),
        beside: None,
        version: conversation.version.unsigned_abs(),
        deadline: panel(reader, thread, side),
        entries: telling.entries(thread),
        older_before: thread.older_before().map(u64::from),
        has_newer: thread.has_newer(),
        // While staff answer in its place, a seller does not; what it had written already is shown all the same.
        // Beside earlier messages nobody answers: what they would answer to is not there. Nor is an erased buyer.
        composer: match visit.may(Action::WriteMessage)
            && !thread.has_newer()
            && (!held_by_staff || kept || draft.error.is_some())
            && (!thread.is_erased() || draft.error.is_some())
        {
            true => Some(composer(visit, thread, &telling, draft).await?),
            false => None,
        },
        note: notes,
        writing,
        controls: controls(visit, thread, side),
        order: order.map(|order| order_view(reader, order)).transpose()?,
        listing: thread
            .listing
            .as_ref()
            .map(|listing| listing_view(reader, listing)),
        earlier_with_buyer: items(reader, thread.with_buyer.iter()),
        earlier_about_subject: items(reader, only_about_subject(thread)),
        earlier_lists: earlier_lists(side, thread),
        labels: labels(thread),
        dossier: visit.app.archive.is_kept(),
    })
}

pub(super) fn side(viewer: &Viewer) -> Side {
    match viewer {
        Viewer::Buyer(_) => Side::Buyer,
        Viewer::Staff { .. } => Side::Staff,
        _ => Side::Seller,
    }
}

fn back_url(side: Side) -> &'static str {
    match side {
        Side::Seller | Side::Buyer => "/conversations",
        Side::Staff => "/staff",
    }
}

async fn composer(
    visit: &Visit,
    thread: &Thread,
    telling: &Telling<'_>,
    draft: Draft,
) -> Result<Composer, ActionError> {
    let message = match draft.message {
        Some(message) => message,
        None => visit.app.random.uuid(visit.app.now())?.to_string(),
    };
    let messages = thread.messages.iter();
    let unseen = messages
        .filter(|message| telling.is_unseen(message))
        .count();
    Ok(Composer {
        text: draft.text,
        message,
        last_read: u64::from(thread.conversation.last_sequence),
        error: draft.error,
        found: draft.found,
        confirms: draft.confirms,
        unseen: unseen.try_into().unwrap_or(u64::MAX),
        attach: Attach {
            conversation: thread.conversation.id.to_string(),
            ..attach(visit, draft.attach).await?
        },
    })
}

/// Each other conversation once: those with this buyer stand in their own list.
fn only_about_subject(thread: &Thread) -> impl Iterator<Item = &lists::Entry> {
    let beside = |entry: &&lists::Entry| thread.with_buyer.iter().all(|other| other.id != entry.id);
    thread.about_subject.iter().filter(beside)
}

fn items<'a>(reader: &Reader, entries: impl Iterator<Item = &'a lists::Entry>) -> Vec<EarlierItem> {
    let item = |entry: &lists::Entry| EarlierItem {
        url: opens_at(entry),
        subject: entry.title.clone(),
        chip: chip(reader, entry.waits_for, entry.due_at, entry.deadline),
        snippet: newest(reader.texts, entry.last_text.as_deref()),
        snippet_author: AuthorKind::from(entry.last_author),
        last: reader.short(entry.last_message_at),
    };
    entries.map(item).collect()
}

/// Only a seller has lists of conversations.
fn earlier_lists(side: Side, thread: &Thread) -> EarlierLists {
    let list = |field: &str, id: &str| {
        let mut address = "/conversations?tab=all".to_owned();
        append(&mut address, field, id);
        (side == Side::Seller).then_some(address)
    };
    let conversation = &thread.conversation;
    EarlierLists {
        with_buyer: list("find", conversation.buyer.as_str()),
        about_subject: list("order", conversation.subject.id()),
    }
}

fn labels(thread: &Thread) -> Vec<LabelOption> {
    let option = |label: &Label| LabelOption {
        selected: thread.labels_on.contains(&label.id),
        label: LabelView::new(label),
    };
    thread.labels.iter().map(option).collect()
}
