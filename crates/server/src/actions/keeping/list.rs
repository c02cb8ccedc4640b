//! Holds and erasures with their reasons and names, for staff.

use std::collections::BTreeMap;

use rules::access::{Action, Relation, Viewer};
use rules::ids::{ContentId, ErasureId, HoldId, StaffId};
use rules::keeping::{Erasure, Hold, standing};
use store::{DbError, Tx};

use crate::app::App;
use crate::error::ActionError;
use crate::place::Place;
use crate::viewer::check;

/// Reasons and names, by their ids.
#[derive(Debug, Clone, Default)]
pub struct Words {
    texts: BTreeMap<ContentId, String>,
    names: BTreeMap<StaffId, String>,
}

/// A hold with the words that belong to it.
#[derive(Debug, Clone)]
pub struct HoldListed {
    pub hold: Hold,
    pub words: Words,
    /// Whether it holds at present.
    pub holds: bool,
}

/// An erasure with the words that belong to it.
#[derive(Debug, Clone)]
pub struct ErasureListed {
    pub erasure: Erasure,
    pub words: Words,
    /// What holds the buyer at present, if it still waits for a decision.
    pub held_by: Option<Hold>,
    /// Whether the viewer asked for it, and so does not decide.
    pub is_own: bool,
}

impl Words {
    /// A reason; `None` once erased.
    pub fn text(&self, content: ContentId) -> Option<&str> {
        self.texts.get(&content).map(String::as_str)
    }

    /// A name; the id where nobody of this id is known.
    pub fn name(&self, staff: StaffId) -> String {
        let name = self.names.get(&staff).cloned();
        name.unwrap_or_else(|| staff.to_string())
    }

    async fn learn(
        &mut self,
        tx: &Tx,
        said: impl IntoIterator<Item = (StaffId, ContentId)>,
    ) -> Result<(), DbError> {
        for (staff, content) in said {
            if let Some(found) = store::staff::find(tx, staff).await? {
                self.names.insert(staff, found.name);
            }
            if let Some(text) = store::contents::find_of_marketplace(tx, content).await? {
                self.texts.insert(content, text);
            }
        }
        Ok(())
    }
}

/// Holds, the newest first, from before a place on.
pub async fn holds(
    app: &App,
    viewer: &Viewer,
    before: Option<Place>,
    limit: u32,
) -> Result<Vec<HoldListed>, ActionError> {
    check(viewer, Action::ReadErasures, Relation::Marketplace)?;
    let now = app.now();
    let before = before.map(|place| (place.at, HoldId(place.id)));
    app.db
        .read(async move |tx: &Tx| {
            let mut listed = Vec::new();
            for hold in store::legal_holds::any_before(tx, before, limit).await? {
                let mut words = Words::default();
                words.learn(tx, said_of_hold(&hold)).await?;
                listed.push(HoldListed {
                    holds: hold.holds_at(now),
                    hold,
                    words,
                });
            }
            Ok(listed)
        })
        .await
}

/// Erasures, the newest first, from before a place on.
pub async fn erasures(
    app: &App,
    viewer: &Viewer,
    before: Option<Place>,
    limit: u32,
) -> Result<Vec<ErasureListed>, ActionError> {
    check(viewer, Action::ReadErasures, Relation::Marketplace)?;
    let (now, viewer) = (app.now(), viewer.clone());
    let before = before.map(|place| (place.at, ErasureId(place.id)));
    app.db
        .read(async move |tx: &Tx| {
            let mut listed = Vec::new();
            for erasure in store::erasures::any_before(tx, before, limit).await? {
                listed.push(worded(tx, &viewer, erasure, now).await?);
            }
            Ok(listed)
        })
        .await
}

/// One erasure.
pub async fn erasure(
    app: &App,
    viewer: &Viewer,
    id: ErasureId,
) -> Result<ErasureListed, ActionError> {
    check(viewer, Action::ReadErasures, Relation::Marketplace)?;
    let (now, viewer) = (app.now(), viewer.clone());
    app.db
        .read(async move |tx: &Tx| {
            let found = store::erasures::any_find(tx, id).await?;
            let erasure = found.ok_or(ActionError::NotFound)?;
            Ok(worded(tx, &viewer, erasure, now).await?)
        })
        .await
}

pub fn place_of_hold(listed: &HoldListed) -> Place {
    Place {
        at: listed.hold.set_at,
        id: listed.hold.id.0,
    }
}

pub fn place_of_erasure(listed: &ErasureListed) -> Place {
    Place {
        at: listed.erasure.requested_at,
        id: listed.erasure.id.0,
    }
}

async fn worded(
    tx: &Tx,
    viewer: &Viewer,
    erasure: Erasure,
    now: jiff::Timestamp,
) -> Result<ErasureListed, DbError> {
    let mut words = Words::default();
    words
        .learn(tx, [(erasure.requested_by, erasure.reason)])
        .await?;
    words
        .learn(
            tx,
            erasure.decided.map(|decided| (decided.by, decided.because)),
        )
        .await?;
    let mut held_by = None;
    if erasure.decided.is_none() {
        let holds = store::legal_holds::of_buyer(tx, &erasure.buyer, now).await?;
        held_by = standing(&holds, now).cloned();
        let said = held_by.as_ref().map(|hold| (hold.set_by, hold.reason));
        words.learn(tx, said).await?;
    }
    let is_own = matches!(viewer, Viewer::Staff { staff, .. } if *staff == erasure.requested_by);
    Ok(ErasureListed {
        erasure,
        words,
        held_by,
        is_own,
    })
}

fn said_of_hold(hold: &Hold) -> Vec<(StaffId, ContentId)> {
    let set = [(hold.set_by, hold.reason)].into_iter();
    let lifted = hold.lifted.map(|lifted| (lifted.by, lifted.because));
    set.chain(lifted).collect()
}
