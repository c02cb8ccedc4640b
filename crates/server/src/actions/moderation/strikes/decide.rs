//! Another person than the one who gave a strike decides about its contest.

use rules::access::{Action, Viewer};
use rules::ids::StrikeId;
use rules::moderation::{self, ContestDecided, ContestOutcome, Strike};
use serde_json::json;
use store::Tx;

use super::keep::{keep_text, load, parse_text, refused, tell};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// What becomes of the strike, and why; the seller reads it.
#[derive(Debug, Clone)]
pub struct DecideContest {
    pub strike: StrikeId,
    pub outcome: ContestOutcome,
    pub reason: String,
}

/// Upholds or lifts it, once and for all.
pub async fn decide(
    app: &App,
    viewer: &Viewer,
    command: DecideContest,
) -> Result<Strike, ActionError> {
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let viewer = viewer.clone();
    let work = async move |tx: &Tx| {
        let mut strike = load(tx, &viewer, command.strike, Action::DecideContest).await?;
        let Viewer::Staff { staff, .. } = &viewer else {
            return Err(ActionError::forbidden(
                "not_allowed",
                "Only staff decide about a contest.",
            ));
        };
        strike.decidable_by(*staff).map_err(refused)?;
        let text = parse_text(&command.reason)?;
        let (because, said) = keep_text(tx, &recorder, &strike, &text).await?;
        let decided = ContestDecided {
            at: now,
            by: *staff,
            outcome: command.outcome,
            because,
        };
        moderation::decide_contest(&mut strike, decided).map_err(refused)?;
        store::strikes::save_decision(tx, &strike, &decided).await?;
        let kind = match command.outcome {
            ContestOutcome::Upheld => "strike.upheld",
            ContestOutcome::Lifted => "strike.lifted",
        };
        let body = json!({ "strike_id": strike.id, "reason": said });
        tell(tx, &recorder, &strike, kind, body).await?;
        Ok(strike)
    };
    app.db.write(work).await
}
