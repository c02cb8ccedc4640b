//! The moderators' queue: what waits, taking one, and one with what is around it. Every look into it is recorded.

use rules::access::{Action, Relation, Viewer};
use rules::conversation::Conversation;
use rules::ids::{ContentId, ReviewId, SellerId, StaffId};
use rules::moderation::{self, Hidden, Quoted, Review, ReviewRefused};
use store::Tx;
use store::held_messages::HeldMessage;
use store::messages::{self, Message};
use store::reviews::{self, Listed, Waiting};

use crate::actions::conversations::found_in::found_in_message;
use crate::actions::conversations::save::load;
use crate::actions::conversations::staff_read::{Shown, give, record_look, under};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;
use crate::place::Place;
use crate::viewer::check;

/// Messages shown before and after the one that is looked at.
const AROUND: u32 = 6;

/// Earlier decisions about the same seller that are shown.
const EARLIER: u32 = 10;

/// What waits, and how much of it.
#[derive(Debug, Clone)]
pub struct Queue {
    pub waiting: Waiting,
    pub rows: Vec<Listed>,
}

/// Everything that a decision needs.
#[derive(Debug, Clone)]
pub struct Opened {
    pub review: Review,
    pub conversation: Conversation,
    pub seller_name: Option<String>,
    /// What is to be looked at; its text is `None` once it has been erased.
    pub text: Option<String>,
    pub hidden: Hidden,
    pub findings: Vec<Quoted>,
    /// Messages of the conversation around it, the oldest first; itself among them where it was sent.
    pub around: Vec<Message>,
    /// Where it waits or waited.
    pub held: Option<HeldMessage>,
    /// What the disputing side says.
    pub stated: Option<String>,
    pub note: Option<String>,
    /// The newest first.
    pub earlier: Vec<Review>,
}

/// Undecided reviews of all sellers, the oldest promise first.
pub async fn list(
    app: &App,
    viewer: &Viewer,
    after: Option<Place>,
    limit: u32,
) -> Result<Queue, ActionError> {
    check(viewer, Action::ReadReviews, Relation::Marketplace)?;
    let now = app.now();
    app.db
        .read(async move |tx: &Tx| {
            let after = after.map(|place| (place.at, ReviewId(place.id)));
            let (waiting, rows) = tokio::try_join!(
                reviews::any_waiting(tx, now),
                reviews::any_open(tx, after, limit)
            )?;
            Ok(Queue { waiting, rows })
        })
        .await
}

/// Where a page of the list ends.
pub fn place(listed: &Listed) -> Place {
    Place {
        at: listed.review.due_at,
        id: listed.review.id.0,
    }
}

/// Takes one, or keeps it for longer, and records under which reason its conversation is read.
pub async fn take(app: &App, viewer: &Viewer, id: ReviewId) -> Result<Review, ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let staff = decider(&viewer)?;
        let (mut review, conversation) = load_review(tx, &viewer, id, Action::DecideReview).await?;
        review.claim(staff, now).map_err(refused)?;
        if !reviews::claim(tx, &review, now).await? {
            return Err(taken_meanwhile());
        }
        let recorder = Recorder::new(&app, &viewer, now);
        let given = under(tx, now, &viewer, &conversation).await;
        if matches!(given, Err(ActionError::Forbidden { .. })) {
            let reason = format!("Moderation, review {}", review.id);
            give(tx, &recorder, staff, &conversation, (&reason, None)).await?;
        } else {
            given?;
        }
        Ok(review)
    })
    .await
}

/// Takes the one with the oldest promise that nobody has; `None` where there is none.
pub async fn take_next(app: &App, viewer: &Viewer) -> Result<Option<ReviewId>, ActionError> {
    check(viewer, Action::DecideReview, Relation::Marketplace)?;
    let staff = decider(viewer)?;
    loop {
        let now = app.now();
        let next = app
            .db
            .read(async move |tx: &Tx| {
                Ok::<_, ActionError>(reviews::any_next(tx, staff, now).await?)
            })
            .await?;
        let Some(next) = next else {
            return Ok(None);
        };
        match take(app, viewer, next).await {
            Ok(review) => return Ok(Some(review.id)),
            // Somebody was faster: there is another one, or none.
            Err(ActionError::Conflict { .. }) => {}
            Err(error) => return Err(error),
        }
    }
}

/// Leaves one to others.
pub async fn give_back(app: &App, viewer: &Viewer, id: ReviewId) -> Result<(), ActionError> {
    let viewer = viewer.clone();
    app.db
        .write(async move |tx: &Tx| {
            let staff = decider(&viewer)?;
            let (review, _) = load_review(tx, &viewer, id, Action::DecideReview).await?;
            Ok(reviews::give_back(tx, &review, staff).await?)
        })
        .await
}

/// One with what is around it, for whoever has taken it, and for those who only read.
/// Whoever decides takes it first; the others give a reason first, as for the conversation.
pub async fn look(app: &App, viewer: &Viewer, id: ReviewId) -> Result<Opened, ActionError> {
    let now = app.now();
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let (review, conversation) = load_review(tx, &viewer, id, Action::ReadReviews).await?;
        let decides = check(&viewer, Action::DecideReview, Relation::Marketplace).is_ok();
        let own = decider(&viewer).ok();
        if decides && review.decided.is_none() && review.claimed_by(now) != own {
            return match review.claim.filter(|claim| now < claim.until) {
                Some(claim) => Err(refused(ReviewRefused::Claimed { until: claim.until })),
                None => Err(ActionError::conflict(
                    "review_not_claimed",
                    "Take it first, so that nobody else decides it meanwhile.",
                )),
            };
        }
        let recorder = Recorder::new(&app, &viewer, now);
        let opened = opened(tx, review, conversation).await?;
        let place = |message: Option<&Message>| message.map_or(0, |message| message.sequence);
        let (first, last) = (opened.around.first(), opened.around.last());
        let shown = Shown::messages("review", place(first), place(last));
        record_look(tx, &recorder, &viewer, &opened.conversation, shown).await?;
        Ok(opened)
    })
    .await
}

/// What is shown of a review before anybody has taken it: no text.
pub async fn find(app: &App, viewer: &Viewer, id: ReviewId) -> Result<Review, ActionError> {
    let viewer = viewer.clone();
    app.db
        .read(async move |tx: &Tx| {
            let (review, _) = load_review(tx, &viewer, id, Action::ReadReviews).await?;
            Ok(review)
        })
        .await
}

async fn opened(
    tx: &Tx,
    review: Review,
    conversation: Conversation,
) -> Result<Opened, ActionError> {
    let (seller, message) = (review.seller.clone(), review.message);
    let (held, sent, earlier, named) = tokio::try_join!(
        store::held_messages::find(tx, &seller, message),
        messages::sent(tx, &seller, message),
        reviews::decided_of_seller(tx, &seller, EARLIER),
        store::sellers::find(tx, &seller),
    )?;
    // A message that was not sent stands behind the newest one.
    let place = sent.map_or(conversation.last_sequence + 1, |sent| sent.sequence);
    let after = place.saturating_sub(AROUND + 1);
    let reads_as = (moderation::Reader::Marketplace, &seller);
    let around = messages::after(tx, reads_as, conversation.id, after, 2 * AROUND + 1).await?;
    let itself = around.iter().find(|other| other.id == message);
    let text = match itself {
        Some(itself) => itself.text.clone(),
        None => held.as_ref().and_then(|held| held.text.clone()),
    };
    let place = (conversation.id, message);
    let findings = found_in_message(tx, &seller, place, text.as_deref()).await?;
    let of = |content: Option<ContentId>| text_of(tx, &seller, content);
    let note = review.decided.as_ref().and_then(|decided| decided.note);
    Ok(Opened {
        hidden: itself
            .map(|itself| itself.hidden.clone())
            .unwrap_or_default(),
        text,
        findings,
        stated: of(review.stated).await?,
        note: of(note).await?,
        seller_name: named.map(|seller| seller.name),
        around,
        held,
        earlier: earlier
            .into_iter()
            .filter(|other| other.id != review.id)
            .collect(),
        review,
        conversation,
    })
}

async fn text_of(
    tx: &Tx,
    seller: &SellerId,
    content: Option<ContentId>,
) -> Result<Option<String>, ActionError> {
    match content {
        Some(content) => Ok(store::contents::find(tx, seller, content).await?),
        None => Ok(None),
    }
}

/// A review with its conversation, for a viewer who may do this with it.
pub(super) async fn load_review(
    tx: &Tx,
    viewer: &Viewer,
    id: ReviewId,
    action: Action,
) -> Result<(Review, Conversation), ActionError> {
    check(viewer, action, Relation::Marketplace)?;
    let review = reviews::any_find(tx, id)
        .await?
        .ok_or(ActionError::NotFound)?;
    let conversation = load(tx, viewer, review.conversation, Action::ReadConversation).await?;
    Ok((review, conversation))
}

/// The person who decides.
pub(super) fn decider(viewer: &Viewer) -> Result<StaffId, ActionError> {
    match viewer {
        Viewer::Staff { staff, .. } => Ok(*staff),
        _ => Err(ActionError::forbidden(
            "not_allowed",
            "Only persons of the marketplace decide about messages.",
        )),
    }
}

pub(super) fn refused(refused: ReviewRefused) -> ActionError {
    match refused {
        ReviewRefused::Ground => ActionError::invalid(refused.code(), refused.to_string()),
        _ => ActionError::conflict(refused.code(), refused.to_string()),
    }
}

pub(super) fn taken_meanwhile() -> ActionError {
    ActionError::conflict(
        "review_claimed",
        "Somebody else has just taken or decided it. Take another one.",
    )
}
