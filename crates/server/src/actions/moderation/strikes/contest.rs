//! An owner of the seller contests a strike.

use rules::access::{Action, Viewer};
use rules::ids::StrikeId;
use rules::moderation::{self, Strike};
use serde_json::json;
use store::Tx;

use super::keep::{keep_text, load, parse_text, refused, tell};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// What the seller says against a strike.
#[derive(Debug, Clone)]
pub struct ContestStrike {
    pub strike: StrikeId,
    pub text: String,
}

/// Contests it; it waits for another person of the marketplace.
pub async fn contest(
    app: &App,
    viewer: &Viewer,
    command: ContestStrike,
) -> Result<Strike, ActionError> {
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let viewer = viewer.clone();
    let work = async move |tx: &Tx| {
        let mut strike = load(tx, &viewer, command.strike, Action::ContestStrike).await?;
        let Viewer::Agent { agent, .. } = &viewer else {
            return Err(ActionError::forbidden(
                "not_allowed",
                "Only the seller contests a violation.",
            ));
        };
        let text = parse_text(&command.text)?;
        strike.contestable(now).map_err(refused)?;
        let (content, said) = keep_text(tx, &recorder, &strike, &text).await?;
        moderation::contest(&mut strike, agent.clone(), content, now).map_err(refused)?;
        if let Some(contest) = &strike.contest {
            store::strikes::save_contest(tx, &strike, contest).await?;
        }
        let body = json!({ "strike_id": strike.id, "text": said });
        tell(tx, &recorder, &strike, "strike.contested", body).await?;
        Ok(strike)
    };
    app.db.write(work).await
}
