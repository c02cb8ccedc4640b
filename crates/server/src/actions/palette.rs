//! Finding a conversation by a few letters of its order, buyer or subject.

use rules::access::{Action, Relation, Viewer};
use rules::search::fit;
use store::Tx;
use store::palette::{self, Candidate};

use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// Conversations that are looked through: the most recent ones.
const LOOKED_THROUGH: u32 = 1_000;

/// Conversations of one answer at most.
const FOUND_MAX: usize = 8;

/// The best fits among the viewer's seller's recent conversations, and those of exactly this order, however old.
pub async fn find(app: &App, viewer: &Viewer, word: &str) -> Result<Vec<Candidate>, ActionError> {
    check(viewer, Action::CountConversations, Relation::Own)?;
    let (Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. }) = viewer.clone() else {
        return Err(ActionError::forbidden(
            "not_allowed",
            "Only sellers look for conversations like this.",
        ));
    };
    let word = word.trim().to_owned();
    if word.is_empty() {
        return Ok(Vec::new());
    }
    let exact = word.clone();
    let candidates = app
        .db
        .read(async move |tx: &Tx| {
            let mut found = palette::about(tx, &seller, &exact).await?;
            for candidate in palette::recent(tx, &seller, LOOKED_THROUGH).await? {
                if found.iter().all(|known| known.id != candidate.id) {
                    found.push(candidate);
                }
            }
            Ok::<_, ActionError>(found)
        })
        .await?;
    let mut fitting: Vec<(u32, Candidate)> = candidates
        .into_iter()
        .filter_map(|candidate| Some((fit(&word, &searched(&candidate))?, candidate)))
        .collect();
    fitting.sort_by_key(|(score, _)| std::cmp::Reverse(*score));
    fitting.truncate(FOUND_MAX);
    Ok(fitting
        .into_iter()
        .map(|(_, candidate)| candidate)
        .collect())
}

fn searched(candidate: &Candidate) -> String {
    let buyer = candidate.buyer_name.as_deref().unwrap_or_default();
    format!("{} {buyer} {}", candidate.subject, candidate.title)
}
