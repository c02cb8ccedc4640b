//! Loads a batch of lines in one transaction, or each alone where the database refuses the batch.

use std::collections::HashSet;
use std::sync::Arc;

use futures::future::join_all;
use rules::access::Viewer;
use rules::ids::{ListingId, OrderId};
use store::{DbError, Tx};

use super::conversation::apply_conversation;
use super::line::Line;
use super::report::Report;
use crate::actions::marketplace::{
    Outcome, apply_agent, apply_buyer, apply_listing, apply_order, apply_seller,
};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::calendars::KnownTerms;
use crate::error::ActionError;

/// A line with its number.
#[derive(Debug)]
pub(super) struct Numbered {
    pub(super) number: u64,
    pub(super) line: Line,
}

/// What became of a line: its type with the outcome, or the reason of its refusal.
type Applied = Result<(&'static str, Outcome), String>;

pub(super) async fn load(
    app: &App,
    viewer: &Viewer,
    batch: Vec<Numbered>,
    report: &mut Report,
) -> Result<(), ActionError> {
    let batch = Arc::new(batch);
    match load_range(app, viewer, &batch, 0..batch.len()).await {
        Ok(applied) => tell(&batch, applied, report),
        Err(error) if is_of_one_line(&error) => {
            // The database refused one of them and with it all: alone, only that one is refused.
            for index in 0..batch.len() {
                let applied = match load_range(app, viewer, &batch, index..index + 1).await {
                    Ok(applied) => applied,
                    Err(error) if is_of_one_line(&error) => vec![Err(reason(&error))],
                    Err(error) => return Err(error),
                };
                tell(&batch[index..=index], applied, report);
            }
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

async fn load_range(
    app: &App,
    viewer: &Viewer,
    batch: &Arc<Vec<Numbered>>,
    range: std::ops::Range<usize>,
) -> Result<Vec<Applied>, ActionError> {
    let recorder = Recorder::new(app, viewer, app.now());
    let (db, app, batch) = (app.db.clone(), app.clone(), Arc::clone(batch));
    db.write(async move |tx: &Tx| {
        let known = KnownTerms::load(tx, &app.config, recorder.now).await?;
        let mut applied = Vec::with_capacity(range.len());
        for run in runs(&batch[range.clone()]) {
            let lines = run
                .iter()
                .map(|numbered| apply(tx, &app, &recorder, &known, &numbered.line));
            let mut failed = None;
            for result in join_all(lines).await {
                match result {
                    Ok(done) => applied.push(Ok(done)),
                    Err(error) if is_decided(&error) => applied.push(Err(reason(&error))),
                    // Behind the one that failed the others only learn that something did.
                    Err(error)
                        if matches!(failed, None | Some(ActionError::Db(DbError::Poisoned))) =>
                    {
                        failed = Some(error);
                    }
                    Err(_) => {}
                }
            }
            if let Some(error) = failed {
                return Err(error);
            }
        }
        Ok(applied)
    })
    .await
}

/// Cut into pieces whose lines are asked about and written together.
/// Those are conversations that have nothing to do with each other; any other line is a piece by itself.
fn runs(lines: &[Numbered]) -> Vec<&[Numbered]> {
    let (mut runs, mut begun, mut touched) = (Vec::new(), 0, HashSet::new());
    for (index, numbered) in lines.iter().enumerate() {
        let new = touches(&numbered.line);
        let is_apart = new.is_empty() || new.iter().any(|one| touched.contains(one));
        if touched.is_empty() || is_apart {
            runs.push(&lines[begun..index]);
            begun = index;
            touched.clear();
        }
        touched.extend(new);
    }
    runs.push(&lines[begun..]);
    runs.retain(|run| !run.is_empty());
    runs
}

/// What a conversation is known by, and what no other open one may be about; nothing of other lines.
fn touches(line: &Line) -> Vec<(&'static str, [&str; 3])> {
    let Line::Conversation(line) = line else {
        return Vec::new();
    };
    let order = line.order.as_ref().map(OrderId::as_str);
    let listing = line.listing.as_ref().map(ListingId::as_str);
    let subject = order.or(listing).unwrap_or_default();
    vec![
        ("id", [line.seller.as_str(), &line.id, ""]),
        (
            "subject",
            [line.seller.as_str(), line.buyer.as_str(), subject],
        ),
    ]
}

async fn apply(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    known: &KnownTerms,
    line: &Line,
) -> Result<(&'static str, Outcome), ActionError> {
    Ok(match line {
        Line::Seller(id, content) => (
            "seller",
            apply_seller(tx, recorder, id, content).await?.outcome,
        ),
        Line::Agent((seller, id), content) => (
            "agent",
            apply_agent(tx, recorder, (seller, id), content)
                .await?
                .outcome,
        ),
        Line::Buyer(id, content) => (
            "buyer",
            apply_buyer(tx, recorder, id, content).await?.outcome,
        ),
        Line::Listing((seller, id), content) => (
            "listing",
            apply_listing(tx, recorder, (seller, id), content)
                .await?
                .outcome,
        ),
        Line::Order((seller, id), content) => (
            "order",
            apply_order(tx, recorder, (seller, id), content)
                .await?
                .outcome,
        ),
        Line::Conversation(line) => (
            "conversation",
            apply_conversation(tx, app, recorder, known, line).await?,
        ),
    })
}

/// Refused by our own rules, before anything was written: the transaction is whole.
fn is_decided(error: &ActionError) -> bool {
    matches!(
        error,
        ActionError::Invalid { .. } | ActionError::Conflict { .. }
    )
}

/// A refusal that has to do with a line, and not with the service as a whole.
fn is_of_one_line(error: &ActionError) -> bool {
    !matches!(
        error,
        ActionError::Unavailable(_) | ActionError::Randomness(_) | ActionError::Internal { .. }
    )
}

fn reason(error: &ActionError) -> String {
    match error {
        ActionError::Db(DbError::Unique { columns, .. }) => {
            format!("another record has the same {columns}")
        }
        error => error.told().detail,
    }
}

fn tell(batch: &[Numbered], applied: Vec<Applied>, report: &mut Report) {
    for (numbered, applied) in batch.iter().zip(applied) {
        match applied {
            Ok((kind, outcome)) => report.count(kind, outcome),
            Err(reason) => report.refuse(numbered.number, reason),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Numbered, runs};
    use crate::actions::import::line::Line;

    fn lines(of: &[(&str, &str, &str)]) -> Vec<Numbered> {
        let line = |(kind, id, order): &(&str, &str, &str)| match *kind {
            "buyer" => format!(
                r#"{{"type":"buyer","id":"{id}","name":"B","email":"b@kupci.example","language":"sl","country":"SI"}}"#
            ),
            seller => format!(
                r#"{{"type":"conversation","id":"{id}","seller":"{seller}","buyer":"b","order":"{order}","messages":[]}}"#
            ),
        };
        let numbered = |(line, number): (String, u64)| Numbered {
            number,
            line: Line::read(line.as_bytes()).unwrap(),
        };
        of.iter().map(line).zip(1..).map(numbered).collect()
    }

    #[track_caller]
    fn check(of: &[(&str, &str, &str)], expected: &[usize]) {
        let lines = lines(of);
        let lengths: Vec<usize> = runs(&lines).into_iter().map(<[Numbered]>::len).collect();
        assert_eq!(lengths, expected);
    }

    #[test]
    fn conversations_that_have_nothing_to_do_with_each_other_go_together() {
        check(
            &[("nova", "1", "a"), ("nova", "2", "b"), ("tona", "1", "a")],
            &[3],
        );
    }

    #[test]
    fn of_one_id_or_one_subject_each_waits_for_the_one_before() {
        check(&[("nova", "1", "a"), ("nova", "1", "b")], &[1, 1]);
        check(
            &[
                ("nova", "1", "a"),
                ("nova", "2", "b"),
                ("nova", "3", "a"),
                ("nova", "4", "b"),
            ],
            &[2, 2],
        );
    }

    #[test]
    fn records_are_taken_one_by_one() {
        check(
            &[
                ("buyer", "x", ""),
                ("buyer", "y", ""),
                ("nova", "1", "a"),
                ("nova", "2", "b"),
                ("buyer", "z", ""),
            ],
            &[1, 1, 2, 1],
        );
    }
}
