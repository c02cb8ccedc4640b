//! Holding a version against the messages of the last days: beginning, stopping and taking it up again.

use jiff::{SignedDuration, Timestamp};
use rules::access::{Action, Relation, Viewer};
use rules::ids::ReplayId;
use rules::moderation::REPLAY_DAYS_MAX;
use serde_json::json;
use store::Tx;
use store::rule_replays::{Replay, ReplayState, ReplayTotals};

use super::stream;
use crate::actions::record::{Recorder, record};
use crate::actions::settings::staff_of;
use crate::app::App;
use crate::error::ActionError;
use crate::jobs::replay_rules;
use crate::viewer::check;

/// What is to be replayed.
#[derive(Debug, Clone, Copy)]
pub struct StartReplay {
    /// The id that the replay gets, chosen by the caller: starting again under the same id starts nothing.
    pub id: Option<ReplayId>,
    pub number: u32,
    /// How far back.
    pub days: u32,
}

/// Begins it against the version that is active now. One replay runs at a time.
pub async fn start(
    app: &App,
    viewer: &Viewer,
    command: StartReplay,
) -> Result<Replay, ActionError> {
    check(viewer, Action::ChangeRuleSets, Relation::Marketplace)?;
    let by = staff_of(viewer)?;
    if !(1..=REPLAY_DAYS_MAX).contains(&command.days) {
        let detail = format!("days: a whole number from 1 to {REPLAY_DAYS_MAX}.");
        return Err(ActionError::invalid("days", detail));
    }
    let now = app.now();
    let back = SignedDuration::from_hours(24 * i64::from(command.days));
    let recorder = Recorder::new(app, viewer, now);
    app.db
        .write(async move |tx: &Tx| {
            if let Some(id) = command.id
                && let Some(started) = store::rule_replays::find(tx, id).await?
            {
                return Ok(started);
            }
            let known = store::rule_sets::known(tx, command.number, 1).await?;
            let known = known
                .first()
                .filter(|known| known.facts.number == command.number);
            let facts = known.ok_or(ActionError::NotFound)?.facts;
            none_runs(tx).await?;
            let replay = Replay {
                id: match command.id {
                    Some(id) => id,
                    None => recorder.id(ReplayId)?,
                },
                number: command.number,
                against: facts.active,
                sent_from: now.saturating_sub(back).unwrap_or(Timestamp::MIN),
                sent_to: now,
                state: ReplayState::Running,
                run: 1,
                part: 0,
                place: None,
                totals: ReplayTotals::default(),
                started_at: now,
                started_by: by,
                ended_at: None,
            };
            store::rule_replays::insert(tx, &replay).await?;
            replay_rules::enqueue(tx, &recorder, &replay).await?;
            let body = json!({
                "replay_id": replay.id,
                "rule_set": replay.number,
                "against": replay.against,
                "sent_from": replay.sent_from,
            });
            let event = recorder.event(None, stream(), None, "rule_replay.started", body)?;
            record(tx, &[event]).await?;
            Ok(replay)
        })
        .await
}

/// Stops a replay that runs, or takes up one that was stopped: it goes on behind the last message that it looked at.
pub async fn turn(
    app: &App,
    viewer: &Viewer,
    id: ReplayId,
    runs: bool,
) -> Result<Replay, ActionError> {
    check(viewer, Action::ChangeRuleSets, Relation::Marketplace)?;
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx: &Tx| {
            let found = store::rule_replays::find(tx, id).await?;
            let mut replay = found.ok_or(ActionError::NotFound)?;
            let (from, to, kind) = match runs {
                true => (
                    ReplayState::Stopped,
                    ReplayState::Running,
                    "rule_replay.resumed",
                ),
                false => (
                    ReplayState::Running,
                    ReplayState::Stopped,
                    "rule_replay.stopped",
                ),
            };
            if replay.state != from {
                let detail = match runs {
                    true => "Only a replay that was stopped can be taken up again.",
                    false => "Only a replay that runs can be stopped.",
                };
                return Err(ActionError::conflict("replay_state", detail));
            }
            if runs {
                none_runs(tx).await?;
            }
            store::rule_replays::turn(tx, &replay, to, None).await?;
            (replay.state, replay.run) = (to, replay.run + 1);
            if runs {
                replay_rules::enqueue(tx, &recorder, &replay).await?;
            }
            let body = json!({ "replay_id": replay.id, "rule_set": replay.number });
            let event = recorder.event(None, stream(), None, kind, body)?;
            record(tx, &[event]).await?;
            Ok(replay)
        })
        .await
}

async fn none_runs(tx: &Tx) -> Result<(), ActionError> {
    match store::rule_replays::is_any_running(tx).await? {
        true => Err(ActionError::conflict(
            "replay_running",
            "Another replay is running. Wait for its end, or stop it first.",
        )),
        false => Ok(()),
    }
}
