//! One conversation with everything that its viewer may see of it.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::access::{Action, Relation, Verdict, Viewer, may};
use rules::attachment::Seen as SeenInImage;
use rules::conversation::{AuthorKind, Conversation, ConversationState, ReplyDeadline, Subject};
use rules::ids::{
    AgentId, AttachmentId, ContentId, ConversationId, LabelId, MessageId, NoteId, RuleId, SellerId,
};
use rules::inbox::ReadMark;
use rules::moderation::{self, HeldState, Judged};
use store::agents::Agent;
use store::attachments::Attachment;
use store::buyers::Buyer;
use store::drafts::Draft;
use store::erased_contents::Erased;
use store::events::Event;
use store::labels::Label;
use store::listings::Listing;
use store::lists::{self, Entry};
use store::messages::{self, Message};
use store::notes::Note;
use store::orders::Order;
use store::sellers::Seller;
use store::{DbError, Tx};

use super::draft;
use super::found_in::images;
use super::read_mark::reader_of;
use super::save::load;
use super::seen::{self, Seen};
use super::staff_read::{Shown, record_look, under};
use super::told::{reasons, visible};
use super::unsent::{self, Unsent};
use crate::actions::absences::{Away, away};
use crate::actions::keeping::ERASED;
use crate::actions::mentions;
use crate::actions::moderation::dispute::{self, Looked};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// Messages that one answer of the API has at most; a longer conversation is read in parts.
pub const MESSAGES_MAX: u32 = 1_000;

/// Messages on one page.
const ON_A_PAGE: u32 = 200;

/// Other conversations shown beside a thread.
const BESIDE_MAX: u32 = 20;

/// Which messages of a conversation are read; a message is named by its sequence.
#[derive(Debug, Clone, Copy)]
pub enum Part {
    /// Those after this one.
    After(u32),
    /// The last ones, as many as a page shows.
    Newest,
    /// The last ones before this one, as many as a page shows.
    Before(u32),
}

impl Part {
    /// After which message it begins, and how many it has at most.
    fn bounds(self, last: u32) -> (u32, u32) {
        let end = match self {
            Part::After(after) => return (after, MESSAGES_MAX),
            Part::Newest => last,
            Part::Before(before) => last.min(before.saturating_sub(1)),
        };
        (end.saturating_sub(ON_A_PAGE), end.min(ON_A_PAGE))
    }
}

/// The time to which a part belongs; open where the conversation begins or ends with it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Span {
    /// When the last message before it was sent.
    since: Option<Timestamp>,
    /// When its last message was sent, if there are newer ones.
    until: Option<Timestamp>,
}

impl Span {
    pub fn holds(&self, at: Timestamp) -> bool {
        self.since.is_none_or(|since| since < at) && self.until.is_none_or(|until| at <= until)
    }
}

/// What a viewer sees of a conversation.
#[derive(Debug, Clone)]
pub struct Thread {
    pub conversation: Conversation,
    pub messages: Vec<Message>,
    /// The time to which the messages read belong.
    pub span: Span,
    /// What was found in messages of which the viewer sees all words.
    pub findings: Vec<(MessageId, Judged)>,
    /// What was read in the images in which something was found.
    pub(super) images: BTreeMap<AttachmentId, SeenInImage>,
    /// Where messages of the viewer's own side are with the people who look at messages.
    pub looked: BTreeMap<MessageId, Looked>,
    /// Messages of the seller's side that were not sent: they wait, or never come. Empty for the buyer.
    pub held: Vec<Unsent>,
    /// Messages of which the text was erased: when, and why.
    pub erased: BTreeMap<MessageId, Erased>,
    /// Files that went with the messages, in the order of each message.
    pub attachments: Vec<Attachment>,
    /// Empty for the buyer.
    pub notes: Vec<Note>,
    pub deadlines: Vec<ReplyDeadline>,
    /// What happened, as far as the viewer may know.
    pub events: Vec<Event>,
    /// Reasons given for "no reply needed", and for staff those for reading, by content.
    pub reasons: BTreeMap<ContentId, String>,
    pub seller: Option<Seller>,
    pub buyer: Option<Buyer>,
    pub agents: Vec<Agent>,
    pub order: Option<Order>,
    pub listing: Option<Listing>,
    /// What the viewer has begun to write.
    pub draft: Option<Draft>,
    /// Notes that name the viewer and that it has not read.
    pub unread_mentions: Vec<NoteId>,
    /// Other conversations with this buyer; for the seller's side and staff.
    pub with_buyer: Vec<Entry>,
    /// Other conversations about the same order or listing; for the seller's side and staff.
    pub about_subject: Vec<Entry>,
    /// How far the viewer has read; that of one who never looked for those who have no mark.
    pub mark: ReadMark,
    /// Who saw which messages when, as far as the viewer may know.
    pub seen: Vec<Seen>,
    /// The seller's labels by name; empty for the buyer.
    pub labels: Vec<Label>,
    /// Those of them that it carries.
    pub labels_on: Vec<LabelId>,
    /// The names of the rules that assign the seller's conversations; empty for the buyer.
    pub rules: BTreeMap<RuleId, String>,
    /// The seller's absence, where the buyer should know of it.
    pub away: Option<Away>,
}

impl Thread {
    /// The first message that was read, if there are others before it.
    pub fn older_before(&self) -> Option<u32> {
        let first = self.messages.first().map(|message| message.sequence);
        first.filter(|_| self.span.since.is_some())
    }

    /// Whether there are messages after those that were read.
    pub fn has_newer(&self) -> bool {
        self.span.until.is_some()
    }

    /// The name of an agent; its id where the marketplace has not said it,
    /// and the seller's where a history that was moved in names no agent.
    pub fn agent_name(&self, id: &str) -> String {
        if id.is_empty() {
            return self.seller_name();
        }
        let found = self.agents.iter().find(|agent| agent.id.as_str() == id);
        found.map_or_else(|| id.to_owned(), |agent| agent.name.clone())
    }

    /// The name of an author; staff write as the marketplace, automation as the seller.
    pub fn author_name(&self, author: AuthorKind, id: &str, marketplace: &str) -> String {
        match author {
            AuthorKind::Agent => self.agent_name(id),
            AuthorKind::Buyer => self.buyer_name(),
            AuthorKind::Staff => marketplace.to_owned(),
            AuthorKind::Automation => self.seller_name(),
        }
    }

    pub fn buyer_name(&self) -> String {
        let buyer = self.buyer.as_ref();
        buyer.map_or_else(
            || self.conversation.buyer.to_string(),
            |buyer| buyer.name.clone(),
        )
    }

    pub fn seller_name(&self) -> String {
        let seller = self.seller.as_ref();
        seller.map_or_else(
            || self.conversation.seller.to_string(),
            |seller| seller.name.clone(),
        )
    }

    /// The files of one message.
    pub fn attachments_of(&self, message: MessageId) -> impl Iterator<Item = &Attachment> {
        let files = self.attachments.iter();
        files.filter(move |file| file.message == Some(message))
    }

    pub fn assignee(&self) -> Option<&AgentId> {
        self.conversation.assignee.as_ref()
    }

    /// Its buyer was erased, so that nobody reads what is written here, or its time was over.
    pub fn is_erased(&self) -> bool {
        let by_request = |event: &Event| event.kind == ERASED && event.body.contains("erasure_id");
        self.conversation.emptied_at.is_some() || self.events.iter().any(by_request)
    }
}

/// Reads a conversation with one part of its messages. A look of staff needs a reason given before, and is recorded
/// under the name of what is shown.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    part: Part,
    what: &'static str,
) -> Result<Thread, ActionError> {
    let now = app.now();
    let (state, viewer) = (app.clone(), viewer.clone());
    if matches!(viewer, Viewer::Staff { .. }) {
        let work = async move |tx: &Tx| {
            let conversation = load(tx, &viewer, id, Action::ReadConversation).await?;
            under(tx, now, &viewer, &conversation).await?;
            let read = thread(tx, &state, &viewer, conversation, part).await?;
            let place = |message: Option<&Message>| message.map_or(0, |message| message.sequence);
            let (first, last) = (read.messages.first(), read.messages.last());
            let shown = Shown::messages(what, place(first), place(last));
            let recorder = Recorder::new(&state, &viewer, now);
            record_look(tx, &recorder, &viewer, &read.conversation, shown).await?;
            Ok(read)
        };
        return app.db.write(work).await;
    }
    app.db
        .read(async move |tx: &Tx| {
            let conversation = load(tx, &viewer, id, Action::ReadConversation).await?;
            thread(tx, &state, &viewer, conversation, part).await
        })
        .await
}

/// A conversation with all of its messages, for a viewer who may read it and whose look is recorded.
pub async fn whole(
    tx: &Tx,
    app: &App,
    viewer: &Viewer,
    conversation: Conversation,
) -> Result<Thread, ActionError> {
    let mut thread = thread(tx, app, viewer, conversation, Part::After(0)).await?;
    let (seller, id) = (&thread.conversation.seller, thread.conversation.id);
    let as_seen = (moderation::Reader::of(viewer), seller);
    // One part may be all there is, or the end of it.
    while let Some(last) = thread.messages.last().map(|message| message.sequence) {
        let next = messages::after(tx, as_seen, id, last, MESSAGES_MAX).await?;
        if next.is_empty() {
            break;
        }
        thread.messages.extend(next);
    }
    thread.span = Span::default();
    Ok(thread)
}

/// The text with which an agent said that no reply is needed, for a viewer who may see this conversation. To staff it is
/// shown by a look alone, and not with the answer to what they do.
pub async fn reason(
    app: &App,
    viewer: &Viewer,
    conversation: &Conversation,
) -> Result<Option<String>, ActionError> {
    let deadline = conversation.deadline.as_ref();
    let content = deadline.and_then(|deadline| deadline.waived_because);
    let content = content.filter(|_| !matches!(viewer, Viewer::Staff { .. }));
    let Some(content) = content else {
        return Ok(None);
    };
    let seller = conversation.seller.clone();
    app.db
        .read(async move |tx: &Tx| Ok(store::contents::find(tx, &seller, content).await?))
        .await
}

async fn thread(
    tx: &Tx,
    app: &App,
    viewer: &Viewer,
    conversation: Conversation,
    part: Part,
) -> Result<Thread, ActionError> {
    let (after, limit) = part.bounds(conversation.last_sequence);
    let (seller_id, id) = (&conversation.seller, conversation.id);
    let reads_as = moderation::Reader::of(viewer);
    let (messages, before, attachments, deadlines, events, seller, buyer, agents) = tokio::try_join!(
        messages::after(tx, (reads_as, seller_id), id, after, limit),
        before(tx, (reads_as, seller_id), id, after),
        store::attachments::of_conversation(tx, (reads_as, seller_id), id),
        store::deadlines::of_conversation(tx, seller_id, id),
        store::events::of_conversation(tx, seller_id, id),
        store::sellers::find(tx, seller_id),
        store::buyers::find(tx, &conversation.buyer),
        store::agents::of_seller(tx, seller_id),
    )?;
    let unsent = unsent::of_conversation(tx, seller_id, id).await?;
    let (held, attachments) = unsent::seen_as(reads_as, unsent, attachments);
    let erased = store::erased_contents::messages_of(tx, seller_id, id).await?;
    let (findings, looked) = found(tx, viewer, &conversation, (&messages, &held)).await?;
    let images = images(tx, seller_id, &attachments, &findings).await?;
    let beside = beside(tx, viewer, &conversation).await?;
    let (draft, unread_mentions) = tokio::try_join!(
        draft::of_viewer(tx, viewer, &conversation),
        mentions::unread_in(tx, viewer, id),
    )?;
    let away = away_now(tx, app, &conversation).await?;
    let (order, listing) = subject(tx, &conversation).await?;
    let seen = seen::looks(viewer, &events);
    let events = visible(tx, app, viewer, &conversation, events).await?;
    let mark = mark(tx, viewer, seller_id, id).await?;
    let reasons = reasons(tx, viewer, seller_id, &deadlines, &events).await?;
    Ok(Thread {
        span: span(&conversation, before, &messages),
        messages,
        findings,
        images,
        looked,
        held,
        erased: erased.into_iter().collect(),
        attachments,
        notes: beside.notes,
        events,
        deadlines,
        reasons,
        draft,
        unread_mentions,
        seller,
        buyer,
        agents,
        order,
        listing,
        with_buyer: beside.with_buyer,
        about_subject: beside.about_subject,
        mark,
        seen,
        labels: beside.labels,
        labels_on: beside.labels_on,
        rules: beside.rules,
        away,
        conversation,
    })
}

/// The seller's absence, where somebody waits for it.
async fn away_now(
    tx: &Tx,
    app: &App,
    conversation: &Conversation,
) -> Result<Option<Away>, DbError> {
    let due = conversation.deadline.as_ref().and_then(|open| open.due_at);
    match conversation.state {
        ConversationState::Open => away(tx, app, &conversation.seller, app.now(), due).await,
        ConversationState::Closed => Ok(None),
    }
}

/// Up to where the viewer has read; staff have no mark.
async fn mark(
    tx: &Tx,
    viewer: &Viewer,
    seller: &SellerId,
    id: ConversationId,
) -> Result<ReadMark, DbError> {
    match reader_of(viewer) {
        Some(reader) => store::read_marks::find(tx, seller, id, reader).await,
        None => Ok(ReadMark::default()),
    }
}

/// What was found in messages of which the viewer sees all words, and what people made of it.
async fn found(
    tx: &Tx,
    viewer: &Viewer,
    conversation: &Conversation,
    (messages, held): (&[Message], &[Unsent]),
) -> Result<(Vec<(MessageId, Judged)>, BTreeMap<MessageId, Looked>), DbError> {
    let reads_as = moderation::Reader::of(viewer);
    let (seller, id) = (&conversation.seller, conversation.id);
    let mut findings = store::findings::of_conversation(tx, seller, id).await?;
    findings.retain(|(of, _)| {
        let found = messages.iter().find(|message| message.id == *of);
        found.is_some_and(|message| reads_as.sees_whole(message.author))
            || held.iter().any(|unsent| unsent.message.id == *of)
    });
    let written = written(messages, held);
    let looked = dispute::looked_at(tx, viewer, conversation, &written, &findings).await?;
    Ok((findings, looked))
}

/// Who wrote what is in the conversation, or waits to come into it.
fn written(messages: &[Message], held: &[Unsent]) -> Vec<(MessageId, AuthorKind)> {
    let sent = messages.iter().map(|sent| (sent.id, sent.author));
    let waiting = held.iter().map(|unsent| &unsent.message);
    let waiting = waiting.filter(|held| held.state == HeldState::Waiting);
    sent.chain(waiting.map(|held| (held.id, held.author)))
        .collect()
}

/// When the message was sent after which a part begins.
async fn before(
    tx: &Tx,
    as_seen: (moderation::Reader, &SellerId),
    id: ConversationId,
    after: u32,
) -> Result<Option<Timestamp>, DbError> {
    let Some(sooner) = after.checked_sub(1) else {
        return Ok(None);
    };
    let found = messages::after(tx, as_seen, id, sooner, 1).await?;
    Ok(found.first().map(|message| message.sent_at))
}

fn span(conversation: &Conversation, before: Option<Timestamp>, part: &[Message]) -> Span {
    let last = part.last();
    let newer = last.filter(|message| message.sequence < conversation.last_sequence);
    Span {
        since: before,
        until: newer.map(|message| message.sent_at),
    }
}

/// What lies beside a thread for everybody but the buyer.
#[derive(Default)]
struct Beside {
    notes: Vec<Note>,
    with_buyer: Vec<Entry>,
    about_subject: Vec<Entry>,
    labels: Vec<Label>,
    labels_on: Vec<LabelId>,
    rules: BTreeMap<RuleId, String>,
}

async fn beside(tx: &Tx, viewer: &Viewer, conversation: &Conversation) -> Result<Beside, DbError> {
    if may(viewer, Action::ReadNotes, Relation::Own) != Verdict::Allowed {
        return Ok(Beside::default());
    }
    let (seller, id) = (&conversation.seller, conversation.id);
    let (notes, mut with_buyer, mut about_subject, labels, labels_on, rules) = tokio::try_join!(
        store::notes::of_conversation(tx, seller, id),
        lists::with_buyer(tx, seller, &conversation.buyer, BESIDE_MAX),
        lists::about_subject(tx, seller, &conversation.subject, BESIDE_MAX),
        store::labels::of_seller(tx, seller),
        store::labels::of_conversation(tx, seller, id),
        store::assignment_rules::of_seller(tx, seller),
    )?;
    with_buyer.retain(|entry| entry.id != id);
    about_subject.retain(|entry| entry.id != id);
    if matches!(viewer, Viewer::Staff { .. }) {
        // Of other conversations staff see no text without a look into them.
        for entry in with_buyer.iter_mut().chain(&mut about_subject) {
            entry.last_text = None;
        }
    }
    Ok(Beside {
        notes,
        with_buyer,
        about_subject,
        labels,
        labels_on,
        rules: rules
            .into_iter()
            .map(|named| (named.rule.id, named.name))
            .collect(),
    })
}

async fn subject(
    tx: &Tx,
    conversation: &Conversation,
) -> Result<(Option<Order>, Option<Listing>), DbError> {
    match &conversation.subject {
        Subject::Order(id) => Ok((
            store::orders::find(tx, &conversation.seller, id).await?,
            None,
        )),
        Subject::Listing(id) => Ok((
            None,
            store::listings::find(tx, &conversation.seller, id).await?,
        )),
    }
}

/// The content with the reason that an event names in its body.
pub fn reason_content(event: &Event) -> Option<ContentId> {
    let body: serde_json::Value = serde_json::from_str(&event.body).ok()?;
    body["reason"]["content_id"].as_str()?.parse().ok()
}
