//! `/staff/reviews`: the moderators' queue, one message of it, and the decision about it.

use axum::Form;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use rules::access::Action;
use rules::contact::{self, Span};
use rules::ids::ReviewId;
use rules::moderation::{Decision, Ground, HeldState, Review};
use serde::Deserialize;
use store::messages::Message;
use store::reviews::Listed;

use crate::actions::moderation::queue::{self, Opened};
use crate::actions::moderation::{Decide, decide, words};
use crate::error::ActionError;
use crate::pages::conversations::found_view;
use crate::pages::views::author::AuthorKind;
use crate::pages::views::deadline::DerivationView;
use crate::pages::views::format::Reader;
use crate::pages::views::message_text::{marked_parts, parts};
use crate::pages::views::notice::Notice;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{
    AroundView, DecidedView, DecisionChoice, GroundChoice, ReviewPage, ReviewRow, ReviewsPage,
};
use crate::pages::visit::{Visit, go, show as answer};
use crate::place::Place;
use crate::viewer::actor;

const ADDRESS: &str = "/staff/reviews";
const ROWS: u32 = 50;

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    /// Where this page begins.
    after: String,
}

#[derive(Debug, Deserialize)]
pub struct Decided {
    ground: Ground,
    #[serde(default)]
    note: String,
}

pub async fn list(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let after = Place::read(&asked.after)?;
    let found = queue::list(&visit.app, visit.viewer(), after, ROWS + 1).await?;
    let reader = visit.reader().await?;
    let mut rows = found.rows;
    let more = rows.len() > ROWS as usize;
    rows.truncate(ROWS as usize);
    let last = rows.last().filter(|_| more);
    let (open, overdue) = (found.waiting.open, found.waiting.overdue);
    let counts = (open.to_string(), overdue.to_string());
    answer(&ReviewsPage {
        page: visit.page(),
        waiting: reader.two("review-waiting", "open", &counts.0, "overdue", &counts.1),
        older: last.map(|last| format!("{ADDRESS}?after={}", queue::place(last).write())),
        rows: rows
            .iter()
            .map(|listed| row(&visit, &reader, listed))
            .collect(),
        decides: visit.may(Action::DecideReview),
    })
}

/// One message, for whoever has taken it. An auditor is asked for a reason where it reads the conversation.
pub async fn show(visit: Visit, Path(id): Path<ReviewId>) -> Result<Response, ActionError> {
    one(&visit, id, String::new(), None).await
}

/// `POST /staff/reviews/next`.
pub async fn next(visit: Visit) -> Result<Response, ActionError> {
    match queue::take_next(&visit.app, visit.viewer()).await? {
        Some(next) => Ok(Redirect::to(&format!("{ADDRESS}/{next}")).into_response()),
        None => Ok(go(ADDRESS, Notice::ReviewsDone)),
    }
}

/// `POST /staff/reviews/{review}/claim`.
pub async fn claim(visit: Visit, Path(id): Path<ReviewId>) -> Result<Response, ActionError> {
    match queue::take(&visit.app, visit.viewer(), id).await {
        Ok(_) => Ok(Redirect::to(&format!("{ADDRESS}/{id}")).into_response()),
        Err(ActionError::Conflict { .. }) => Ok(go(ADDRESS, Notice::ReviewClaimed)),
        Err(error) => Err(error),
    }
}

/// `POST /staff/reviews/{review}/release-claim`.
pub async fn leave(visit: Visit, Path(id): Path<ReviewId>) -> Result<Response, ActionError> {
    queue::give_back(&visit.app, visit.viewer(), id).await?;
    Ok(go(ADDRESS, Notice::ReviewLeft))
}

/// `POST /staff/reviews/{review}/decision`; then comes the next message, or the list where there is none.
pub async fn decision(
    visit: Visit,
    Path(id): Path<ReviewId>,
    Form(decided): Form<Decided>,
) -> Result<Response, ActionError> {
    let command = Decide {
        review: id,
        decision: decided.ground.decision(),
        ground: decided.ground,
        note: decided.note.clone(),
    };
    match decide(&visit.app, visit.viewer(), command).await {
        Ok(_) => match queue::take_next(&visit.app, visit.viewer()).await? {
            Some(next) => Ok(go(&format!("{ADDRESS}/{next}"), Notice::ReviewDecided)),
            None => Ok(go(ADDRESS, Notice::ReviewsDone)),
        },
        Err(ActionError::Invalid {
            code: "invalid_reason",
            ..
        }) => {
            let again = one(&visit, id, decided.note, Some(Refusal::ReasonEmpty)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
        }
        Err(ActionError::Conflict { .. }) => Ok(go(ADDRESS, Notice::ReviewClaimed)),
        Err(ActionError::Stale) => Ok(go(&format!("{ADDRESS}/{id}"), Notice::Stale)),
        Err(error) => Err(error),
    }
}

async fn one(
    visit: &Visit,
    id: ReviewId,
    note: String,
    refusal: Option<Refusal>,
) -> Result<Response, ActionError> {
    let opened = match queue::look(&visit.app, visit.viewer(), id).await {
        Err(ActionError::Forbidden {
            code: "reason_needed",
            ..
        }) => {
            let review = queue::find(&visit.app, visit.viewer(), id).await?;
            let conversation = format!("/conversations/{}", review.conversation);
            return Ok(Redirect::to(&conversation).into_response());
        }
        Err(ActionError::Conflict {
            code: "review_not_claimed",
            ..
        }) => return Ok(go(ADDRESS, Notice::ReviewTakeFirst)),
        Err(ActionError::Conflict { .. }) => return Ok(go(ADDRESS, Notice::ReviewClaimed)),
        opened => opened?,
    };
    let reader = visit.reader().await?;
    let error = refusal.map(|refusal| refusal.text(reader.texts));
    answer(&review_page(visit, &reader, &opened, (note, error)))
}

fn review_page(
    visit: &Visit,
    reader: &Reader,
    opened: &Opened,
    (note, error): (String, Option<String>),
) -> ReviewPage {
    let decides = visit.may(Action::DecideReview) && opened.review.decided.is_none();
    let review = &opened.review;
    let text = opened.text.as_deref().unwrap_or_default();
    let spans: Vec<Span> = opened
        .findings
        .iter()
        .map(|found| &found.judged.finding)
        .filter(|finding| finding.place == contact::Place::Text)
        .map(|finding| finding.span)
        .collect();
    let held = opened.held.as_ref().map(|held| held.state);
    ReviewPage {
        page: visit.page_at(format!("{ADDRESS}/{}", review.id)),
        id: review.id.to_string(),
        conversation: review.conversation.to_string(),
        subject: opened.conversation.title.clone(),
        seller: opened
            .seller_name
            .clone()
            .unwrap_or_else(|| review.seller.to_string()),
        seller_url: format!("/staff/sellers/{}", review.seller),
        cause: reader.texts.t(words::cause_key(review.cause)),
        due: reader.until(review.due_at),
        overdue: review.is_overdue(reader.now),
        derivation: DerivationView::new(reader, &review.derivation),
        parts: marked_parts(text, &spans),
        unsent: held.is_some_and(|state| state != HeldState::Released),
        found: opened
            .findings
            .iter()
            .map(|found| found_view(reader.texts, review.author, found))
            .collect(),
        stated: opened.stated.clone(),
        around: opened
            .around
            .iter()
            .map(|message| around(reader, opened, message))
            .collect(),
        decided: decided(reader, review, opened.note.clone()),
        choices: match decides {
            true => choices(),
            false => Vec::new(),
        },
        note,
        error,
        earlier: opened
            .earlier
            .iter()
            .filter_map(|review| decided(reader, review, None))
            .collect(),
    }
}

fn row(visit: &Visit, reader: &Reader, listed: &Listed) -> ReviewRow {
    let review = &listed.review;
    let has = review.claimed_by(reader.now).map(|staff| staff.to_string());
    let own = has.as_ref() == Some(&actor(visit.viewer()).1);
    let seller = listed.seller_name.clone();
    ReviewRow {
        id: review.id.to_string(),
        subject: listed.title.clone(),
        seller: seller.unwrap_or_else(|| review.seller.to_string()),
        cause: reader.texts.t(words::cause_key(review.cause)),
        due: reader.until(review.due_at),
        overdue: review.is_overdue(reader.now),
        state: match &has {
            None => "review-free",
            Some(_) if own => "review-yours",
            Some(_) => "review-taken",
        },
        free: has.is_none() || own,
    }
}

fn around(reader: &Reader, opened: &Opened, message: &Message) -> AroundView {
    AroundView {
        author: AuthorKind::from(message.author),
        at: reader.sent(message.sent_at),
        parts: parts(message.text.as_deref().unwrap_or_default()),
        itself: message.id == opened.review.message,
    }
}

fn decided(reader: &Reader, review: &Review, note: Option<String>) -> Option<DecidedView> {
    let decided = review.decided.as_ref()?;
    Some(DecidedView {
        url: format!("{ADDRESS}/{}", review.id),
        at: reader.sent(decided.at),
        decision: reader.texts.t(words::decision_key(decided.decision)),
        ground: reader.texts.t(words::ground_key(decided.ground)),
        cause: reader.texts.t(words::cause_key(review.cause)),
        note,
    })
}

/// Each decision with its grounds, numbered through by the digits of the keyboard.
fn choices() -> Vec<DecisionChoice> {
    let numbered = Ground::ALL.iter().zip((1..=9).chain([0]));
    let numbered: Vec<(Ground, u8)> = numbered.map(|(ground, key)| (*ground, key)).collect();
    let choice = |decision: &Decision| DecisionChoice {
        name_key: words::decision_key(*decision),
        about_key: match decision {
            Decision::Confirmed => "review-about-confirmed",
            Decision::Dismissed => "review-about-dismissed",
            Decision::Released => "review-about-released",
        },
        grounds: numbered
            .iter()
            .filter(|(ground, _)| ground.decision() == *decision)
            .map(|(ground, key)| GroundChoice {
                code: ground.code(),
                name_key: words::ground_key(*ground),
                key: *key,
            })
            .collect(),
    };
    Decision::ALL.iter().map(choice).collect()
}
