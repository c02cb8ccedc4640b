//! Strikes for their seller, with everything that belongs to them; and for staff, who see words one by one and on record.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{SellerId, StrikeId};
use rules::looking::ReadingKind;
use rules::moderation::{Evidence, Strike};
use serde_json::json;
use store::Tx;
use store::readings::Given;

use super::keep::{load, tell};
use crate::actions::conversations::staff_read::running;
use crate::actions::record::Recorder;
use crate::actions::settings::staff_of;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Contests of one list for staff at most.
const WAITING_MAX: u32 = 200;

/// A strike with the name of its seller.
#[derive(Debug, Clone)]
pub struct Listed {
    pub strike: Strike,
    pub seller_name: String,
    /// `None` in lists for staff.
    pub texts: Option<Texts>,
}

/// What was written, found, said against it and decided; each `None` once erased, or where there is none.
#[derive(Debug, Clone, Default)]
pub struct Texts {
    pub evidence: Option<Evidence>,
    pub contest: Option<String>,
    pub because: Option<String>,
}

/// A contest that waits, for a person of staff.
#[derive(Debug, Clone)]
pub struct Waiting {
    pub listed: Listed,
    /// This person gave the strike, and so does not decide about it.
    pub gave_it: bool,
}

/// The latest strikes of the viewer's own seller with their texts, or for staff of the named one without; newest first.
pub async fn of_seller(
    app: &App,
    viewer: &Viewer,
    named: Option<SellerId>,
) -> Result<Vec<Listed>, ActionError> {
    check(viewer, Action::ReadStrikes, Relation::Own)?;
    let (seller, with_texts) = match (viewer, named) {
        (Viewer::Staff { .. }, Some(seller)) => (seller, false),
        (Viewer::Agent { seller, .. }, named)
            if named.as_ref().is_none_or(|named| named == seller) =>
        {
            (seller.clone(), true)
        }
        (Viewer::Staff { .. }, None) => {
            return Err(ActionError::invalid("seller_missing", "seller: name one."));
        }
        _ => return Err(ActionError::NotFound),
    };
    let work = async move |tx: &Tx| {
        let mut listed = Vec::new();
        for strike in store::strikes::of_seller(tx, &seller).await? {
            listed.push(worded(tx, strike, with_texts).await?);
        }
        Ok(listed)
    };
    app.db.read(work).await
}

/// One strike with its texts. That a person of staff looks at it is an event.
pub async fn one(app: &App, viewer: &Viewer, id: StrikeId) -> Result<Listed, ActionError> {
    let recorder = Recorder::new(app, viewer, app.now());
    let viewer = viewer.clone();
    let is_staff = matches!(viewer, Viewer::Staff { .. });
    let work = async move |tx: &Tx| {
        let strike = load(tx, &viewer, id, Action::ReadStrikes).await?;
        if is_staff {
            record_look(tx, &recorder, &viewer, &strike).await?;
        }
        worded(tx, strike, true).await
    };
    match is_staff {
        true => app.db.write(work).await,
        false => app.db.read(work).await,
    }
}

/// The strike is the reason; somebody whose role reads nothing needs access to its conversation.
async fn record_look(
    tx: &Tx,
    recorder: &Recorder,
    viewer: &Viewer,
    strike: &Strike,
) -> Result<(), ActionError> {
    let staff = staff_of(viewer)?;
    let mut body = json!({ "strike_id": strike.id });
    let reads = check(viewer, Action::GiveReadReason, Relation::Marketplace).is_ok();
    let access = match reads {
        true => None,
        false => {
            let place = (&strike.seller, strike.conversation);
            Some(running(tx, recorder.now, staff, place).await?.id)
        }
    };
    if let Some(access) = access {
        body["break_glass"] = json!(access);
    }
    let told = tell(tx, recorder, strike, "strike.looked", body).await?;
    let given = Given {
        seller: Some(strike.seller.clone()),
        id: told,
        kind: ReadingKind::Strike,
        conversation: Some(strike.conversation),
        staff,
        reason: None,
        ticket: None,
        access,
        at: recorder.now,
        looks: 1,
    };
    Ok(store::readings::insert(tx, &given).await?)
}

/// Contests that wait for a decision, the one that has waited longest first.
pub async fn waiting(app: &App, viewer: &Viewer) -> Result<Vec<Waiting>, ActionError> {
    let Viewer::Staff { staff, .. } = viewer else {
        return Err(ActionError::forbidden(
            "not_allowed",
            "Only staff see what waits.",
        ));
    };
    check(viewer, Action::ReadStrikes, Relation::Marketplace)?;
    let staff = *staff;
    let work = async move |tx: &Tx| {
        let mut waiting = Vec::new();
        for strike in store::strikes::any_contested(tx, WAITING_MAX).await? {
            waiting.push(Waiting {
                gave_it: strike.given_by == staff,
                listed: worded(tx, strike, false).await?,
            });
        }
        Ok(waiting)
    };
    app.db.read(work).await
}

async fn worded(tx: &Tx, strike: Strike, with_texts: bool) -> Result<Listed, ActionError> {
    let found = store::sellers::find(tx, &strike.seller).await?;
    let texts = match with_texts {
        true => Some(texts(tx, &strike).await?),
        false => None,
    };
    Ok(Listed {
        seller_name: found.map_or_else(|| strike.seller.to_string(), |found| found.name),
        strike,
        texts,
    })
}

async fn texts(tx: &Tx, strike: &Strike) -> Result<Texts, ActionError> {
    let seller = &strike.seller;
    let evidence = store::contents::find(tx, seller, strike.evidence).await?;
    let evidence = evidence.map(|written| serde_json::from_str(&written));
    let mut texts = Texts {
        evidence: evidence.transpose().map_err(|error: serde_json::Error| {
            ActionError::Internal {
                operation: "reading what a strike rests on",
                source: Box::new(error),
            }
        })?,
        ..Texts::default()
    };
    if let Some(contest) = &strike.contest {
        texts.contest = store::contents::find(tx, seller, contest.text).await?;
        if let Some(decided) = contest.decided {
            texts.because = store::contents::find(tx, seller, decided.because).await?;
        }
    }
    Ok(texts)
}
