//! What a seller's answering comes to, and the questions behind each number.

use std::collections::HashMap;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rules::access::{Action, Relation, Viewer};
use rules::deadline::elapsed;
use rules::figures::{Period, Question, Slice, period, quantile};
use rules::ids::{AgentId, BuyerId, SellerId};
use rules::time::Weekday;
use store::Tx;
use store::agents::Agent;
use store::figures::{Asked, ROWS_MAX};

use crate::app::App;
use crate::calendars::ReplyTerms;
use crate::config::CalendarOf;
use crate::error::ActionError;
use crate::viewer::check;

/// Which figures.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// For staff: whose. A seller's own people see their own.
    pub seller: Option<SellerId>,
    /// Only what this person answered, and what waits for this person.
    pub agent: Option<AgentId>,
    pub weeks: u8,
}

/// A question with what the figures know of it.
#[derive(Debug, Clone)]
pub struct Counted {
    pub asked: Asked,
    pub question: Question,
}

/// Everything that the figures of a period are drawn from.
#[derive(Debug, Clone)]
pub struct Figures {
    pub seller: SellerId,
    pub people: Vec<Agent>,
    pub period: Period,
    pub zone: TimeZone,
    pub now: Timestamp,
    /// Newest first.
    pub received: Vec<Counted>,
    pub waiting: Vec<Counted>,
    /// There were more than are counted.
    pub is_capped: bool,
}

impl Figures {
    /// The questions of a slice, newest first; how many they are is the slice's number.
    pub fn of(&self, slice: Slice) -> impl Iterator<Item = &Counted> {
        let all = match slice.kind {
            rules::figures::Kind::Waiting => &self.waiting,
            _ => &self.received,
        };
        all.iter()
            .filter(move |counted| slice.holds(&counted.question, &self.zone, self.now))
    }

    pub fn count(&self, slice: Slice) -> usize {
        self.of(slice).count()
    }

    /// The median and the 90th percentile of a time of a slice's questions; `None` where none of them has it.
    pub fn typical(
        &self,
        slice: Slice,
        time: impl Fn(&Question) -> Option<SignedDuration>,
    ) -> [Option<SignedDuration>; 2] {
        let of = self.of(slice);
        let mut times: Vec<SignedDuration> =
            of.filter_map(|counted| time(&counted.question)).collect();
        [50, 90].map(|percent| quantile(&mut times, percent))
    }

    /// How many questions came, by the hour of the local day and the day of the week.
    pub fn load(&self) -> [[usize; 7]; 24] {
        let mut counts = [[0; 7]; 24];
        for counted in &self.received {
            let local = self.zone.to_datetime(counted.question.received_at);
            let (hour, weekday) = (local.hour().unsigned_abs(), Weekday::from(local.weekday()));
            counts[usize::from(hour)][weekday.index()] += 1;
        }
        counts
    }
}

/// Reads them.
pub async fn run(app: &App, viewer: &Viewer, wanted: Wanted) -> Result<Figures, ActionError> {
    check(viewer, Action::ReadFigures, Relation::Own)?;
    let seller = match (viewer, wanted.seller) {
        (Viewer::Agent { seller, .. }, None) => seller.clone(),
        (Viewer::Agent { seller, .. }, Some(named)) if named == *seller => named,
        (Viewer::Staff { .. }, Some(named)) => named,
        (Viewer::Staff { .. }, None) => {
            return Err(ActionError::invalid("seller_missing", "seller: name one."));
        }
        _ => return Err(ActionError::NotFound),
    };
    let (state, now) = (app.clone(), app.now());
    let (agent, weeks) = (wanted.agent, wanted.weeks);
    let work = async move |tx: &Tx| {
        let calendar = state.calendars.of_seller(tx, &state.config, &seller, now);
        let zone = calendar.await?.zone().clone();
        let period = period(now, &zone, weeks);
        let (mut received, open, mut people) = tokio::try_join!(
            store::figures::received_since(tx, &seller, period.from),
            store::figures::open(tx, &seller),
            store::agents::of_seller(tx, &seller),
        )?;
        let is_capped = received.len() >= ROWS_MAX as usize || open.len() >= ROWS_MAX as usize;
        if let Some(agent) = &agent {
            received.retain(|asked| asked.answered_by.as_ref() == Some(agent));
        }
        people.retain(|person| person.active || Some(&person.id) == agent.as_ref());
        let received = counted(tx, &state, &seller, received, now).await?;
        let mut waiting: Vec<Counted> = open.into_iter().map(unanswered).collect();
        waiting.retain(|counted| {
            counted.question.is_waiting() && (agent.is_none() || counted.asked.assignee == agent)
        });
        waiting.sort_by_key(|counted| std::cmp::Reverse(counted.question.received_at));
        Ok(Figures {
            seller: seller.clone(),
            people,
            period,
            zone,
            now,
            received,
            waiting,
            is_capped,
        })
    };
    app.db.read(work).await
}

/// With the working time until each answer, by the calendar that counts today.
async fn counted(
    tx: &Tx,
    app: &App,
    seller: &SellerId,
    received: Vec<Asked>,
    now: Timestamp,
) -> Result<Vec<Counted>, ActionError> {
    let by_buyer = app.config.deadline.calendar == CalendarOf::Buyer;
    let mut terms: HashMap<Option<BuyerId>, ReplyTerms> = HashMap::new();
    let mut all = Vec::with_capacity(received.len());
    for asked in received {
        let whose = by_buyer.then(|| asked.buyer.clone());
        let worked = match asked.settled_at {
            Some(settled_at) => {
                if !terms.contains_key(&whose) {
                    let of_buyer = app
                        .calendars
                        .terms(tx, &app.config, seller, &asked.buyer, now)
                        .await?;
                    terms.insert(whose.clone(), of_buyer);
                }
                terms
                    .get(&whose)
                    .and_then(|terms| worked(terms, &asked, settled_at))
            }
            None => None,
        };
        let mut one = unanswered(asked);
        one.question.worked = worked.filter(|_| one.question.is_answered());
        all.push(one);
    }
    Ok(all)
}

fn worked(terms: &ReplyTerms, asked: &Asked, settled_at: Timestamp) -> Option<SignedDuration> {
    elapsed(&terms.calendar, asked.received_at, settled_at, &asked.stops).ok()
}

fn unanswered(asked: Asked) -> Counted {
    Counted {
        question: Question {
            received_at: asked.received_at,
            due_at: asked.due_at,
            state: asked.state,
            settled_at: asked.settled_at,
            on_time: asked.on_time,
            worked: None,
        },
        asked,
    }
}
