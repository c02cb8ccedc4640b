//! One conversation, as an agent, the buyer or staff read it and answer in it.

use askama::Template;

use super::attach::Attach;
use super::author::AuthorKind;
use super::deadline::{DeadlineChip, DeadlinePanel};
use super::format::TimeText;
use super::found::FoundView;
use super::inbox::{AgentOption, InboxRow};
use super::label::{LabelOption, LabelView};
use super::message_text::TextPart;
use super::order::{ListingView, OrderView};
use super::page::Page;
use super::thread_entry::{DisputeStep, Entry};
use super::writing::{NextStep, Writing};

/// A conversation with everything beside it. What the reader may not do is simply absent.
#[derive(Debug, Template)]
#[template(path = "conversations/thread.html")]
pub struct ThreadPage {
    pub page: Page,
    pub id: String,
    pub subject: String,
    pub side: Side,
    pub buyer: String,
    pub seller: String,
    pub closed: bool,
    pub taken_over: bool,
    /// Where the reader came from: the list.
    pub back_url: String,
    /// The same list, shown beside the conversation where there is room.
    pub beside: Option<ListBeside>,
    /// For `version` in every form that changes the conversation itself.
    pub version: u64,
    pub deadline: DeadlinePanel,
    pub entries: Vec<Entry>,
    /// The first message on the page, if there are others before it.
    pub older_before: Option<u64>,
    /// There are messages after those on the page, which then says so and takes no answer.
    pub has_newer: bool,
    pub composer: Option<Composer>,
    pub note: Option<NoteComposer>,
    pub writing: Writing,
    pub controls: Controls,
    pub order: Option<OrderView>,
    pub listing: Option<ListingView>,
    pub earlier_with_buyer: Vec<EarlierItem>,
    pub earlier_about_subject: Vec<EarlierItem>,
    pub earlier_lists: EarlierLists,
    /// The seller's labels with those that are on; empty for the buyer, and where there are none.
    pub labels: Vec<LabelOption>,
    /// Whether a dossier of it can be made.
    pub dossier: bool,
}

/// One page of the list that an agent came from.
#[derive(Clone, Debug)]
pub struct ListBeside {
    pub title: String,
    pub url: String,
    pub rows: Vec<InboxRow>,
}

/// From which side the conversation is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Seller,
    Buyer,
    Staff,
}

/// The form for a message.
#[derive(Clone, Debug, Default)]
pub struct Composer {
    /// What was typed, when the form is shown again.
    pub text: String,
    /// The id that the message will have, so that sending the form twice sends one message.
    pub message: String,
    /// Sequence of the newest message on this page.
    pub last_read: u64,
    /// Why the text was refused, in words.
    pub error: Option<String>,
    /// What was found in the text.
    pub found: Vec<FoundView>,
    /// Whether the text may be sent all the same.
    pub confirms: bool,
    /// How many messages came in meanwhile; above zero the page is a 409 and asks whether to send anyway.
    pub unseen: u64,
    pub attach: Attach,
}

/// The form for a private note.
#[derive(Clone, Debug, Default)]
pub struct NoteComposer {
    pub text: String,
    pub error: Option<String>,
}

/// What the reader may do with the conversation besides writing.
#[derive(Clone, Debug, Default)]
pub struct Controls {
    /// The seller's agents, if the reader may assign.
    pub assign: Option<Vec<AgentOption>>,
    pub close: bool,
    pub reopen: bool,
    pub no_reply: bool,
    pub object: bool,
    pub take_over: bool,
    pub hand_back: bool,
    pub label: bool,
    pub keep_unread: bool,
}

/// Another conversation, linked beside the thread.
#[derive(Clone, Debug)]
pub struct EarlierItem {
    pub url: String,
    pub subject: String,
    /// How it stands: waiting, answered, closed.
    pub chip: DeadlineChip,
    /// The beginning of the newest message, and who wrote it; empty for staff, who see texts by looks alone.
    pub snippet: String,
    pub snippet_author: AuthorKind,
    pub last: TimeText,
}

/// Where all conversations of one kind are listed; `None` for readers who have no lists.
#[derive(Clone, Debug, Default)]
pub struct EarlierLists {
    pub with_buyer: Option<String>,
    pub about_subject: Option<String>,
}

impl ThreadPage {
    fn labels_on(&self) -> Vec<&LabelView> {
        let on = self.labels.iter().filter(|option| option.selected);
        on.map(|option| &option.label).collect()
    }

    /// Ids of the labels that are on, so that only what the reader changes is changed.
    fn labels_shown(&self) -> String {
        let ids: Vec<&str> = self
            .labels_on()
            .iter()
            .map(|label| label.id.as_str())
            .collect();
        ids.join(" ")
    }

    fn is_current(&self, row: &InboxRow) -> bool {
        row.id == self.id
    }

    fn is_seller(&self) -> bool {
        self.side == Side::Seller
    }

    fn is_buyer(&self) -> bool {
        self.side == Side::Buyer
    }

    fn is_staff(&self) -> bool {
        self.side == Side::Staff
    }

    fn has_controls(&self) -> bool {
        let Controls {
            assign,
            close,
            reopen,
            no_reply,
            take_over,
            hand_back,
            keep_unread,
            ..
        } = &self.controls;
        let any = *close || *reopen || *no_reply || *take_over || *hand_back || *keep_unread;
        any || assign.is_some() || self.page.leads_to("/staff/readings")
    }

    fn composer_label_key(&self) -> &'static str {
        match self.side {
            Side::Seller => "composer-label-seller",
            Side::Buyer => "composer-label-buyer",
            Side::Staff => "composer-label-staff",
        }
    }

    fn until_key(&self) -> &'static str {
        match (self.is_seller(), self.deadline.is_overdue()) {
            (true, false) => "deadline-answer-by",
            (true, true) => "deadline-was-due",
            (false, false) => "deadline-promise",
            (false, true) => "deadline-promise-broken",
        }
    }

    fn taken_over_key(&self) -> &'static str {
        match self.side {
            Side::Seller => "thread-taken-over-seller",
            Side::Buyer => "thread-taken-over-buyer",
            Side::Staff => "thread-taken-over-staff",
        }
    }

    fn who_reads(&self) -> String {
        let own = self.writing.who_reads.clone();
        own.unwrap_or_else(|| self.page.t(self.who_reads_key()))
    }

    fn who_reads_key(&self) -> &'static str {
        match self.side {
            Side::Seller => "composer-who-reads-seller",
            Side::Buyer => "composer-who-reads-buyer",
            Side::Staff => "composer-who-reads-staff",
        }
    }
}
