//! `GET /figures`: numbers and charts of a period.

use axum::extract::Query;
use axum::response::Response;
use rules::access::Viewer;
use rules::figures::{Kind, Question, Slice, WEEKS};
use store::figures::ROWS_MAX;

use super::address::Asked;
use super::charts;
use crate::actions::figures::{self, Figures};
use crate::error::ActionError;
use crate::pages::views::figures::{Choice, FiguresPage, Number, WeeksOption};
use crate::pages::views::format::Reader;
use crate::pages::views::inbox::AgentOption;
use crate::pages::visit::{Visit, show as answer};

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    let figures = figures::run(&visit.app, visit.viewer(), asked.wanted()?).await?;
    let reader = visit.reader().await?;
    let drawing = charts::Drawing {
        reader: &reader,
        asked: &asked,
        figures: &figures,
    };
    answer(&FiguresPage {
        page: visit.page(),
        choice: choice(&visit, &asked, &figures),
        numbers: numbers(&reader, &asked, &figures),
        capped: figures.is_capped.then(|| ROWS_MAX.to_string()),
        punctuality: drawing.punctuality(),
        waiting: drawing.waiting(),
        times: drawing.times(),
        load: drawing.load(),
    })
}

fn choice(visit: &Visit, asked: &Asked, figures: &Figures) -> Choice {
    let person = |agent: &store::agents::Agent| AgentOption {
        id: agent.id.to_string(),
        name: agent.name.clone(),
        selected: agent.id.as_str() == asked.agent,
    };
    let is_staff = matches!(visit.viewer(), Viewer::Staff { .. });
    Choice {
        seller: is_staff.then(|| figures.seller.to_string()),
        people: figures.people.iter().map(person).collect(),
        weeks: WEEKS
            .into_iter()
            .map(|weeks| WeeksOption {
                weeks: u64::from(weeks),
                selected: weeks == asked.weeks(),
            })
            .collect(),
    }
}

fn numbers(reader: &Reader, asked: &Asked, figures: &Figures) -> Vec<Number> {
    let slice = Slice::of;
    let (answered, on_time, late) = (
        figures.count(slice(Kind::Answered)),
        figures.count(slice(Kind::OnTime)),
        figures.count(slice(Kind::Late)),
    );
    let n = |key: &str, count: usize| {
        let count = u64::try_from(count).unwrap_or(u64::MAX);
        reader.texts.n(key, count)
    };
    let link = |kind, count: usize| (count > 0).then(|| asked.list(slice(kind)));
    let mut numbers = vec![
        Number {
            label: reader.texts.t("figure-waiting-now"),
            value: figures.count(slice(Kind::Waiting)).to_string(),
            of: n("figure-questions-noun", figures.count(slice(Kind::Waiting))),
            url: link(Kind::Waiting, figures.waiting.len()),
        },
        Number {
            label: reader.texts.t("figure-received"),
            value: figures.received.len().to_string(),
            of: n("figure-questions-noun", figures.received.len()),
            url: link(Kind::Received, figures.received.len()),
        },
        Number {
            label: reader.texts.t("figure-on-time"),
            value: charts::share(on_time, late).unwrap_or_else(none),
            of: n("figure-of-judged", on_time + late),
            url: link(Kind::OnTime, on_time),
        },
        Number {
            label: reader.texts.t("figure-late"),
            value: late.to_string(),
            of: n("figure-questions-noun", late),
            url: link(Kind::Late, late),
        },
    ];
    let all = slice(Kind::Answered);
    let worked = figures.typical(all, |question| question.worked);
    let elapsed = figures.typical(all, Question::elapsed);
    for (key, value) in [
        ("figure-median-worked", worked[0]),
        ("figure-p90-worked", worked[1]),
        ("figure-median-elapsed", elapsed[0]),
        ("figure-p90-elapsed", elapsed[1]),
    ] {
        numbers.push(Number {
            label: reader.texts.t(key),
            value: value.map_or_else(none, |time| reader.rough(time)),
            of: n("figure-of-answered", answered),
            url: link(Kind::Answered, answered),
        });
    }
    numbers
}

fn none() -> String {
    "–".to_owned()
}
