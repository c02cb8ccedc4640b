//! Staff look into a conversation: with a reason or under access that a second person has approved, and every look is an
//! event that says what was shown.

use jiff::{SignedDuration, Timestamp};
use rules::access::{Action, Relation, Viewer};
use rules::conversation::Conversation;
use rules::ids::{AttachmentId, ContentId, ConversationId, SellerId, StaffId};
use rules::looking::{self, Access, ReadingKind, Ticket};
use serde_json::{Value, json};
use store::Tx;
use store::readings::{self, Given, Under};

use super::no_reply::parse_reason;
use super::save::load;
use crate::actions::record::{Recorder, record};
use crate::actions::settings::staff_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// How long a reason holds for further looks into the same conversation.
pub const REASON_HOLDS: SignedDuration = looking::REASON_HOLDS;

/// The kind of the event with the reason.
pub const REASON_KIND: &str = "staff_read.reason_given";

/// The kind of the event of a look.
pub const LOOK_KIND: &str = "staff_read.looked";

/// What a look shows; messages are named by their sequences, and zeros say that none was shown.
#[derive(Debug, Clone, Copy)]
pub struct Shown {
    /// `page`, `messages`, `notes`, `facts`, `file`, `receipt`, `dossier` or `review`.
    pub what: &'static str,
    pub from: u32,
    pub up_to: u32,
    pub attachment: Option<AttachmentId>,
}

impl Shown {
    /// Messages from one up to another.
    pub fn messages(what: &'static str, from: u32, up_to: u32) -> Shown {
        Shown {
            what,
            from,
            up_to,
            attachment: None,
        }
    }

    pub fn file(attachment: AttachmentId) -> Shown {
        Shown {
            attachment: Some(attachment),
            ..Shown::messages("file", 0, 0)
        }
    }
}

/// Records why a person of staff looks into a conversation.
pub async fn give_reason(
    app: &App,
    viewer: &Viewer,
    id: ConversationId,
    (reason, ticket): (&str, &str),
) -> Result<(), ActionError> {
    check(viewer, Action::GiveReadReason, Relation::Marketplace)?;
    let reason = parse_reason(reason)?;
    let ticket = parse_ticket(ticket)?;
    let staff = staff_of(viewer)?;
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let conversation = load(tx, &viewer, id, Action::GiveReadReason).await?;
        let recorder = Recorder::new(&app, &viewer, now);
        let said = (reason.as_str(), ticket.clone());
        give(tx, &recorder, staff, &conversation, said).await?;
        Ok(())
    })
    .await
}

/// The number of a case beside a reason; empty is none.
pub fn parse_ticket(text: &str) -> Result<Option<Ticket>, ActionError> {
    Ticket::parse(text)
        .map_err(|invalid| ActionError::invalid("invalid_ticket", format!("ticket: {invalid}.")))
}

/// Records a reason that has been checked, or that follows from what somebody does.
pub async fn give(
    tx: &Tx,
    recorder: &Recorder,
    staff: StaffId,
    conversation: &Conversation,
    (reason, ticket): (&str, Option<Ticket>),
) -> Result<Under, ActionError> {
    let content = recorder.id(ContentId)?;
    let (salt, said) = recorder.commit(content, reason)?;
    store::contents::insert(tx, &conversation.seller, content, &salt, reason).await?;
    begin(
        tx,
        recorder,
        conversation,
        (staff, None),
        (content, said),
        ticket,
    )
    .await
}

/// Begins a reading with its event.
async fn begin(
    tx: &Tx,
    recorder: &Recorder,
    conversation: &Conversation,
    (staff, access): (StaffId, Option<&Access>),
    (content, said): (ContentId, Value),
    ticket: Option<Ticket>,
) -> Result<Under, ActionError> {
    let (seller, buyer, id) = (&conversation.seller, &conversation.buyer, conversation.id);
    let mut body = json!({ "reason": said });
    if let Some(ticket) = &ticket {
        body["ticket"] = json!(ticket.as_str());
    }
    if let Some(access) = access {
        body["break_glass"] = json!(access.id);
    }
    let event = recorder.of_conversation(seller, buyer, id, REASON_KIND, body)?;
    let given = Given {
        seller: Some(seller.clone()),
        id: event.id,
        kind: ReadingKind::Conversation,
        conversation: Some(id),
        staff,
        reason: Some(content),
        ticket,
        access: access.map(|access| access.id),
        at: recorder.now,
        looks: 0,
    };
    readings::insert(tx, &given).await?;
    record(tx, std::slice::from_ref(&event)).await?;
    Ok(Under {
        reading: event.id,
        access: given.access,
        looks: 0,
        confidential_until: None,
    })
}

/// Records one look of staff under what it reads the conversation under.
pub async fn record_look(
    tx: &Tx,
    recorder: &Recorder,
    viewer: &Viewer,
    conversation: &Conversation,
    shown: Shown,
) -> Result<Under, ActionError> {
    let under = match under(tx, recorder.now, viewer, conversation).await? {
        Found::Under(under) => under,
        Found::Opens(staff, access) => {
            let said = said_again(tx, recorder, &access).await?;
            let ticket = access.ticket.clone();
            let by = (staff, Some(&access));
            begin(tx, recorder, conversation, by, said, ticket).await?
        }
    };
    let mut body = json!({
        "reason_event": under.reading,
        "what": shown.what,
        "from_sequence": shown.from,
        "up_to_sequence": shown.up_to,
    });
    if let Some(attachment) = shown.attachment {
        body["attachment_id"] = json!(attachment);
    }
    if let Some(access) = under.access {
        body["break_glass"] = json!(access);
    }
    let (seller, buyer) = (&conversation.seller, &conversation.buyer);
    let event = recorder.of_conversation(seller, buyer, conversation.id, LOOK_KIND, body)?;
    readings::count_look(tx, seller, under.reading, recorder.now).await?;
    if is_confidential(&under, recorder.now) {
        store::confidential::hide(tx, (seller, under.reading), event.id).await?;
    }
    record(tx, &[event]).await?;
    Ok(under)
}

/// Whether the parties are not told of looks at present.
pub fn is_confidential(under: &Under, now: Timestamp) -> bool {
    under.confidential_until.is_some_and(|until| now < until)
}

/// What staff read a conversation under.
#[derive(Debug)]
pub enum Found {
    Under(Under),
    /// Access that was approved and under which nothing of this conversation was looked at before.
    Opens(StaffId, Access),
}

/// Under what staff may look now. Without a reason it is refused with `reason_needed`; somebody whose role reads nothing
/// needs access instead (`access_needed`).
pub async fn under(
    tx: &Tx,
    now: Timestamp,
    viewer: &Viewer,
    conversation: &Conversation,
) -> Result<Found, ActionError> {
    let staff = staff_of(viewer)?;
    let place = (&conversation.seller, conversation.id);
    if check(viewer, Action::GiveReadReason, Relation::Marketplace).is_err() {
        let access = running(tx, now, staff, place).await?;
        let since = Timestamp::MIN;
        let begun = readings::latest(tx, place, staff, Some(access.id), since).await?;
        return Ok(match begun {
            Some(under) => Found::Under(under),
            None => Found::Opens(staff, access),
        });
    }
    let since = now.saturating_sub(REASON_HOLDS).unwrap_or(Timestamp::MIN);
    let given = readings::latest(tx, place, staff, None, since).await?;
    given.map(Found::Under).ok_or_else(|| {
        ActionError::forbidden("reason_needed", "Say first why you read this conversation.")
    })
}

/// The access that opens a conversation for somebody whose role reads nothing.
pub async fn running(
    tx: &Tx,
    now: Timestamp,
    staff: StaffId,
    (seller, conversation): (&SellerId, ConversationId),
) -> Result<Access, ActionError> {
    let found = store::accesses::running_of(tx, staff, seller, conversation, now).await?;
    let found = found.filter(|access| access.opens(seller, conversation, now));
    found.ok_or_else(|| {
        ActionError::forbidden(
            "access_needed",
            "Your role reads no conversations. Ask for access to it; a second person approves it.",
        )
    })
}

/// The reason of an access once more, as a text of the conversation's seller: that of the access is the marketplace's.
async fn said_again(
    tx: &Tx,
    recorder: &Recorder,
    access: &Access,
) -> Result<(ContentId, Value), ActionError> {
    let found = store::contents::find_of_marketplace(tx, access.reason).await?;
    let reason = found.ok_or_else(|| {
        ActionError::conflict(
            "access_reason_erased",
            "The reason of this access has been erased. Ask for access again.",
        )
    })?;
    let content = recorder.id(ContentId)?;
    let (salt, said) = recorder.commit(content, &reason)?;
    store::contents::insert(tx, &access.seller, content, &salt, &reason).await?;
    Ok((content, said))
}
