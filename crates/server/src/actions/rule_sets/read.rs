//! Versions and replays as staff read them. Of the messages in a replay only places are shown: whoever wants to read
//! one looks into its conversation, with a reason and recorded as every other look.

use rules::access::{Action, Relation, Viewer};
use rules::ids::ReplayId;
use store::Tx;
use store::rule_replays::{Replay, ReplayCount, ReplaySample};
use store::rule_sets::{Activation, KnownRuleSet};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Versions, activations and replays that are shown at most.
const SHOWN_MAX: u32 = 100;
const SAMPLES_MAX: u32 = 500;

/// All versions, newest first, and which was active when.
#[derive(Debug, Clone)]
pub struct Overview {
    pub active: u32,
    pub versions: Vec<KnownRuleSet>,
    pub activations: Vec<Activation>,
}

/// A version as a whole.
#[derive(Debug, Clone)]
pub struct RuleSetRead {
    pub known: KnownRuleSet,
    /// `None` once erased.
    pub text: Option<String>,
    /// Newest first.
    pub replays: Vec<Replay>,
}

/// A replay with what it has counted.
#[derive(Debug, Clone)]
pub struct ReplayRead {
    pub replay: Replay,
    pub counts: Vec<ReplayCount>,
    pub samples: Vec<ReplaySample>,
}

pub async fn overview(app: &App, viewer: &Viewer) -> Result<Overview, ActionError> {
    check(viewer, Action::ReadRuleSets, Relation::Marketplace)?;
    app.db
        .read(async move |tx: &Tx| {
            let (active, _) = store::rule_sets::active(tx).await?;
            Ok(Overview {
                active,
                versions: store::rule_sets::known(tx, 0, SHOWN_MAX).await?,
                activations: store::rule_sets::activations(tx, SHOWN_MAX).await?,
            })
        })
        .await
}

pub async fn rule_set(app: &App, viewer: &Viewer, number: u32) -> Result<RuleSetRead, ActionError> {
    check(viewer, Action::ReadRuleSets, Relation::Marketplace)?;
    app.db
        .read(async move |tx: &Tx| {
            let known = store::rule_sets::known(tx, number, 1).await?.pop();
            let known = known.filter(|known| known.facts.number == number);
            Ok(RuleSetRead {
                known: known.ok_or(ActionError::NotFound)?,
                text: store::rule_sets::text(tx, number).await?,
                replays: store::rule_replays::of_version(tx, number, SHOWN_MAX).await?,
            })
        })
        .await
}

pub async fn replay(app: &App, viewer: &Viewer, id: ReplayId) -> Result<ReplayRead, ActionError> {
    check(viewer, Action::ReadRuleSets, Relation::Marketplace)?;
    app.db
        .read(async move |tx: &Tx| {
            let replay = store::rule_replays::find(tx, id).await?;
            Ok(ReplayRead {
                replay: replay.ok_or(ActionError::NotFound)?,
                counts: store::rule_replays::counts(tx, id).await?,
                samples: store::rule_replays::samples(tx, id, SAMPLES_MAX).await?,
            })
        })
        .await
}
