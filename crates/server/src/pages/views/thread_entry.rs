//! What a thread is made of: messages, private notes and what happened in between.

use super::attach::FileView;
use super::author::AuthorKind;
use super::format::TimeText;
use super::found::FoundView;
use super::message_text::TextPart;

/// One entry of a thread, in the order of time.
#[derive(Clone, Debug)]
pub enum Entry {
    Message(MessageView),
    Note(NoteView),
    Event(EventView),
    Held(HeldView),
}

#[derive(Clone, Debug)]
pub struct MessageView {
    /// For the anchor `#m…`.
    pub sequence: u64,
    pub author: AuthorKind,
    pub author_name: String,
    /// Written by the reader's own side.
    pub own: bool,
    pub at: TimeText,
    pub parts: Vec<TextPart>,
    /// Since when its words are erased, and why.
    pub erased: Option<ErasedView>,
    pub files: Vec<FileView>,
    /// Who does not see all of its words, in words; `None` where everybody does.
    pub hides: Option<String>,
    /// What was found in it, for those who see the whole.
    pub found: Vec<FoundView>,
    /// For its own side: whether it is disputed, and what was answered.
    pub dispute: Option<Box<DisputeView>>,
    /// Came in while the reader was writing.
    pub unseen: bool,
    /// Not read before by the reader.
    pub fresh: bool,
    /// Who of the others has seen it, and when.
    pub seen: Vec<SeenView>,
    /// Where its receipt is, for the side that sent it.
    pub receipt: Option<String>,
}

impl MessageView {
    pub fn pictures(&self) -> impl Iterator<Item = &FileView> {
        self.files.iter().filter(|file| file.is_image())
    }

    /// The files that have names instead of pictures.
    pub fn others(&self) -> impl Iterator<Item = &FileView> {
        self.files.iter().filter(|file| !file.is_image())
    }

    pub fn has_pictures(&self) -> bool {
        self.pictures().next().is_some()
    }

    pub fn has_others(&self) -> bool {
        self.others().next().is_some()
    }
}

/// What stands in the place of words that were erased.
#[derive(Clone, Debug)]
pub struct ErasedView {
    pub key: &'static str,
    pub at: TimeText,
}

/// Where a message is with the people who look at messages.
#[derive(Clone, Debug)]
pub struct DisputeView {
    /// The message's id, for the form and the anchor `#dispute-…`.
    pub message: String,
    pub step: DisputeStep,
}

#[derive(Clone, Debug)]
pub enum DisputeStep {
    /// Its side may say that it is no contact data.
    Form,
    /// A person answers by then.
    Waits(TimeText),
    Answered(AnswerView),
    /// It became a violation; what was decided stands elsewhere.
    Struck,
}

/// What a person has decided.
#[derive(Clone, Debug)]
pub struct AnswerView {
    pub key: &'static str,
    pub ground: String,
    /// It became a violation of the reader's seller.
    pub is_strike: bool,
    pub note: Option<String>,
    pub at: TimeText,
}

/// A message of the seller's side that is not sent, for that side and staff.
#[derive(Clone, Debug)]
pub struct HeldView {
    /// For the anchor `#held-…`.
    pub id: String,
    pub author: AuthorKind,
    pub author_name: String,
    pub own: bool,
    pub at: TimeText,
    pub parts: Vec<TextPart>,
    pub found: Vec<FoundView>,
    pub dispute: Option<Box<DisputeView>>,
    /// What became of it, or what happens next.
    pub state: String,
    /// By when, while it waits.
    pub until: Option<TimeText>,
    /// What the deciding person says beside it.
    pub note: Option<String>,
    /// The names of the files that are to go with it.
    pub files: Vec<String>,
    pub takes_back: bool,
}

/// Somebody saw a message.
#[derive(Clone, Debug)]
pub struct SeenView {
    pub name: String,
    pub at: TimeText,
}

/// A private note of the seller's agents.
#[derive(Clone, Debug)]
pub struct NoteView {
    /// For the anchor `#note-…`.
    pub id: String,
    /// Names the reader, who has not seen it yet.
    pub unread: bool,
    pub author_name: String,
    pub at: TimeText,
    pub parts: Vec<TextPart>,
}

/// Something that happened to the conversation.
#[derive(Clone, Debug)]
pub struct EventView {
    pub kind: EventKind,
    /// Who did it; `None` for the system itself.
    pub actor: Option<String>,
    /// The assignee's name, the reason given …
    pub detail: Option<String>,
    pub at: TimeText,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    Assigned,
    AssignedByRule,
    AssignedToDeputy,
    AssignedBack,
    Unassigned,
    Closed,
    Reopened,
    NoReplyNeeded,
    Objected,
    TakenOver,
    HandedBack,
    Escalated,
    DueSoon,
    Overdue,
    AnsweredOnTime,
    AnsweredLate,
    DeadlineRecomputed,
    ReadByStaff,
    /// Under access that a second person approved.
    ReadByStaffApproved,
    /// What the parties are told of the same.
    MarketplaceLooked,
    MarketplaceLookedApproved,
}

impl EventKind {
    /// Whether the detail is what somebody wrote, rather than a name.
    pub fn quotes(&self) -> bool {
        matches!(
            self,
            Self::NoReplyNeeded | Self::ReadByStaff | Self::ReadByStaffApproved
        )
    }

    pub fn key(&self) -> &'static str {
        match self {
            Self::Assigned => "event-assigned",
            Self::AssignedByRule => "event-assigned-by-rule",
            Self::AssignedToDeputy => "event-assigned-to-deputy",
            Self::AssignedBack => "event-assigned-back",
            Self::Unassigned => "event-unassigned",
            Self::Closed => "event-closed",
            Self::Reopened => "event-reopened",
            Self::NoReplyNeeded => "event-no-reply-needed",
            Self::Objected => "event-objected",
            Self::TakenOver => "event-taken-over",
            Self::HandedBack => "event-handed-back",
            Self::Escalated => "event-escalated",
            Self::DueSoon => "event-due-soon",
            Self::Overdue => "event-overdue",
            Self::AnsweredOnTime => "event-answered-on-time",
            Self::AnsweredLate => "event-answered-late",
            Self::DeadlineRecomputed => "event-deadline-recomputed",
            Self::ReadByStaff => "event-read-by-staff",
            Self::ReadByStaffApproved => "event-read-by-staff-approved",
            Self::MarketplaceLooked => "event-marketplace-looked",
            Self::MarketplaceLookedApproved => "event-marketplace-looked-approved",
        }
    }
}
