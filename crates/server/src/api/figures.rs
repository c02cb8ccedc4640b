//! What a seller's answering comes to, and the questions behind each number, over the API.

use axum::Json;
use axum::extract::{Query, State};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};
use rules::conversation::DeadlineState;
use rules::figures::{AGES_H, Kind, Question, Slice};
use rules::ids::{AgentId, BuyerId, ConversationId, SellerId};
use rules::time::Weekday;
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::codes;
use crate::actions::figures::{self, Counted, Wanted};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// Questions of one answer at most.
const PAGE_MAX: usize = 100;

/// Which figures.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FiguresQuery {
    /// For staff, who must name one; a seller's own people leave it out.
    #[param(value_type = Option<String>)]
    seller: Option<SellerId>,
    /// Only what this agent answered, and what waits for it.
    #[param(value_type = Option<String>)]
    agent: Option<AgentId>,
    /// Whole weeks, this one included: 4, 12 or 26; 4 if not given.
    weeks: Option<u8>,
}

/// Which questions.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QuestionsQuery {
    /// For staff, who must name one; a seller's own people leave it out.
    #[param(value_type = Option<String>)]
    seller: Option<SellerId>,
    /// As for the figures.
    #[param(value_type = Option<String>)]
    agent: Option<AgentId>,
    /// As for the figures.
    weeks: Option<u8>,
    /// `received`, `answered`, `on_time`, `late` or `waiting`.
    kind: String,
    /// Only those of the week that begins with this Monday.
    #[param(value_type = Option<String>, format = Date)]
    week: Option<Date>,
    /// Only those that came on this day of the week: 1 is Monday, 7 is Sunday.
    weekday: Option<usize>,
    /// Only those that came in this hour of the day, 0 to 23.
    hour: Option<i8>,
    /// Only those of this age, as `waiting_by_age` counts them.
    age: Option<usize>,
    /// Leaves out so many of the newest; 0 if not given.
    #[serde(default)]
    #[param(value_type = Option<usize>)]
    skip: usize,
}

/// The figures of a period. Each number is how many questions the slice of its name has, at `/api/v1/figures/questions`.
#[derive(Debug, Serialize, ToSchema)]
pub struct FiguresShown {
    #[schema(value_type = String)]
    seller: SellerId,
    /// First instant of the first week, where the seller is.
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// There were more questions than are counted.
    capped: bool,
    /// Answers that are owed now, whenever the questions came.
    waiting: usize,
    received: usize,
    #[serde(flatten)]
    answers: AnswersShown,
    /// Whole seconds from question to answer by the clock.
    median_elapsed_s: Option<i64>,
    p90_elapsed_s: Option<i64>,
    /// Oldest first.
    weeks: Vec<WeekShown>,
    waiting_by_age: Vec<AgeShown>,
    /// Hours in which nothing came are left out.
    hours: Vec<HourShown>,
}

/// How the questions were answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct AnswersShown {
    answered: usize,
    on_time: usize,
    /// Answered late, or overdue and not answered yet.
    late: usize,
    /// Whole seconds of working time from question to answer; `null` where none was answered.
    median_worked_s: Option<i64>,
    p90_worked_s: Option<i64>,
}

/// One week.
#[derive(Debug, Serialize, ToSchema)]
pub struct WeekShown {
    /// Its Monday; give it as `week`.
    #[schema(value_type = String, format = Date)]
    week: Date,
    received: usize,
    #[serde(flatten)]
    answers: AnswersShown,
}

/// Questions that have waited for about as long.
#[derive(Debug, Serialize, ToSchema)]
pub struct AgeShown {
    /// Give it as `age`.
    age: usize,
    from_hours: i64,
    /// Without it; `null`: any longer.
    to_hours: Option<i64>,
    waiting: usize,
}

/// An hour of a day of the week, where the seller is.
#[derive(Debug, Serialize, ToSchema)]
pub struct HourShown {
    /// 1 is Monday, 7 is Sunday.
    weekday: usize,
    hour: i8,
    received: usize,
}

/// The questions that a number counts, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionPage {
    /// The number.
    count: usize,
    /// At most 100.
    items: Vec<QuestionShown>,
    /// Give it as `skip` to go on; `null` where this was the end.
    next: Option<usize>,
}

/// A question and how it was answered.
#[derive(Debug, Serialize, ToSchema)]
pub struct QuestionShown {
    #[schema(value_type = String, format = Uuid)]
    conversation: ConversationId,
    title: String,
    #[schema(value_type = String)]
    buyer: BuyerId,
    #[schema(value_type = Option<String>)]
    assignee: Option<AgentId>,
    /// `null` where nobody answered it, or a history that was moved in does not say who.
    #[schema(value_type = Option<String>)]
    answered_by: Option<AgentId>,
    #[schema(schema_with = codes::deadline_state)]
    state: DeadlineState,
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
    #[schema(value_type = Option<String>, format = DateTime)]
    due_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, format = DateTime)]
    settled_at: Option<Timestamp>,
    on_time: Option<bool>,
    /// Whole seconds of working time until the answer.
    worked_s: Option<i64>,
}

#[derive(OpenApi)]
#[openapi(paths(get_figures, get_questions))]
pub(super) struct Figures;

/// What a seller's answering comes to
#[utoipa::path(
    get,
    path = "/api/v1/figures",
    tag = "figures",
    params(FiguresQuery),
    responses(
        (status = 200, description = "The figures of the period", body = FiguresShown),
        (status = 404, description = "It is not the viewer's seller"),
        (status = 422, description = "`seller_missing`: staff name one"),
    ),
)]
pub async fn get_figures(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<FiguresQuery>,
) -> Result<Json<FiguresShown>, ActionError> {
    let wanted = Wanted {
        seller: query.seller,
        agent: query.agent,
        weeks: query.weeks.unwrap_or_default(),
    };
    let found = figures::run(&app, &identity.viewer, wanted).await?;
    Ok(Json(FiguresShown::new(&found)))
}

/// The questions behind a number
#[utoipa::path(
    get,
    path = "/api/v1/figures/questions",
    tag = "figures",
    params(QuestionsQuery),
    responses(
        (status = 200, description = "As many as the number says", body = QuestionPage),
        (status = 404, description = "It is not the viewer's seller"),
        (status = 422, description = "`figure_unknown`: there is no such slice; `seller_missing`: staff name one"),
    ),
)]
pub async fn get_questions(
    State(app): State<App>,
    identity: Identity,
    Query(query): Query<QuestionsQuery>,
) -> Result<Json<QuestionPage>, ActionError> {
    let slice = query.slice()?;
    let wanted = Wanted {
        seller: query.seller,
        agent: query.agent,
        weeks: query.weeks.unwrap_or_default(),
    };
    let found = figures::run(&app, &identity.viewer, wanted).await?;
    let count = found.count(slice);
    let items = found.of(slice).skip(query.skip).take(PAGE_MAX);
    let next = query.skip.saturating_add(PAGE_MAX);
    Ok(Json(QuestionPage {
        count,
        items: items.map(QuestionShown::new).collect(),
        next: (next < count).then_some(next),
    }))
}

impl QuestionsQuery {
    fn slice(&self) -> Result<Slice, ActionError> {
        let unknown = || {
            let detail = "kind, weekday: there are no figures of this name.";
            ActionError::invalid("figure_unknown", detail)
        };
        let weekday = |day: usize| Weekday::ALL.get(day.checked_sub(1)?).copied();
        Ok(Slice {
            kind: Kind::from_code(&self.kind).ok_or_else(unknown)?,
            week: self.week,
            weekday: match self.weekday {
                Some(day) => Some(weekday(day).ok_or_else(unknown)?),
                None => None,
            },
            hour: self.hour,
            age: self.age,
        })
    }
}

impl FiguresShown {
    fn new(figures: &figures::Figures) -> FiguresShown {
        let all = Slice::of(Kind::Answered);
        let [median, p90] = figures.typical(all, Question::elapsed);
        FiguresShown {
            seller: figures.seller.clone(),
            from: figures.period.from,
            at: figures.now,
            capped: figures.is_capped,
            waiting: figures.waiting.len(),
            received: figures.received.len(),
            answers: AnswersShown::new(figures, None),
            median_elapsed_s: median.map(|time| time.as_secs()),
            p90_elapsed_s: p90.map(|time| time.as_secs()),
            weeks: weeks(figures),
            waiting_by_age: ages(figures),
            hours: hours(figures),
        }
    }
}

impl AnswersShown {
    fn new(figures: &figures::Figures, week: Option<Date>) -> AnswersShown {
        let of = |kind| Slice {
            week,
            ..Slice::of(kind)
        };
        let [median, p90] = figures.typical(of(Kind::Answered), |question| question.worked);
        AnswersShown {
            answered: figures.count(of(Kind::Answered)),
            on_time: figures.count(of(Kind::OnTime)),
            late: figures.count(of(Kind::Late)),
            median_worked_s: median.map(|time| time.as_secs()),
            p90_worked_s: p90.map(|time| time.as_secs()),
        }
    }
}

fn weeks(figures: &figures::Figures) -> Vec<WeekShown> {
    let week = |week: &Date| WeekShown {
        week: *week,
        received: figures.count(Slice {
            week: Some(*week),
            ..Slice::of(Kind::Received)
        }),
        answers: AnswersShown::new(figures, Some(*week)),
    };
    figures.period.mondays.iter().map(week).collect()
}

fn ages(figures: &figures::Figures) -> Vec<AgeShown> {
    let age = |age: usize| AgeShown {
        age,
        from_hours: age.checked_sub(1).map_or(0, |before| AGES_H[before]),
        to_hours: AGES_H.get(age).copied(),
        waiting: figures.count(Slice {
            age: Some(age),
            ..Slice::of(Kind::Waiting)
        }),
    };
    (0..=AGES_H.len()).map(age).collect()
}

fn hours(figures: &figures::Figures) -> Vec<HourShown> {
    let load = figures.load();
    let mut hours = Vec::new();
    for weekday in Weekday::ALL {
        for (hour, counts) in (0_i8..).zip(&load) {
            let received = counts[weekday.index()];
            if received > 0 {
                hours.push(HourShown {
                    weekday: weekday.index() + 1,
                    hour,
                    received,
                });
            }
        }
    }
    hours
}

impl QuestionShown {
    fn new(counted: &Counted) -> QuestionShown {
        let (asked, question) = (&counted.asked, &counted.question);
        QuestionShown {
            conversation: asked.conversation,
            title: asked.title.clone(),
            buyer: asked.buyer.clone(),
            assignee: asked.assignee.clone(),
            answered_by: asked.answered_by.clone(),
            state: question.state,
            received_at: question.received_at,
            due_at: question.due_at,
            settled_at: question.settled_at,
            on_time: question.on_time,
            worked_s: question.worked.map(|time: SignedDuration| time.as_secs()),
        }
    }
}
