//! Following changes: joins first, then looks up what was missed, so that nothing falls between.

use jiff::SignedDuration;
use rules::access::{Action, Relation, Viewer};
use rules::ids::ConversationId;
use store::Tx;
use store::events::{self, Placed};

use crate::app::App;
use crate::error::ActionError;
use crate::live::{Audience, Following, Joined, Joining, Proof};
use crate::viewer::check;

/// Events that are told one by one to somebody who comes back; after more, the page looks at the whole again.
pub const MISSED_MAX: u32 = 300;

/// When to try again after too many connections.
const TRY_AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// From where on, and about what.
#[derive(Debug, Clone, Copy, Default)]
pub struct Follow {
    /// The newest position that is known already; from now on if not given.
    pub after: Option<i64>,
    /// Only what concerns this conversation. Whose it is need not be asked: the viewer hears only its own.
    pub conversation: Option<ConversationId>,
}

/// Messages from a position on, for as long as the connection is kept.
pub async fn follow(
    app: &App,
    viewer: &Viewer,
    proof: Proof,
    follow: Follow,
) -> Result<Following, ActionError> {
    check(viewer, Action::FollowLive, Relation::Own)?;
    let audience = Audience::of(viewer).ok_or(ActionError::SignInFirst)?;
    if app.live.position().is_none() {
        app.live.begin(last_position(app).await?);
    }
    let joining = Joining {
        viewer: viewer.clone(),
        audience: audience.clone(),
        proof,
        at_most: usize::try_from(app.config.limits.live_connections).unwrap_or(usize::MAX),
    };
    let joined = app.live.join(joining).ok_or(ActionError::TooMany {
        retry_after: TRY_AGAIN,
    })?;
    let after = follow.after.unwrap_or(joined.position);
    let missed = missed(app, &audience, after, &joined).await?;
    Ok(Following::new(
        joined,
        after,
        missed.as_deref(),
        follow.conversation,
    ))
}

/// What came between `after` and the position at which the connection joined; `None` for more than is told.
async fn missed(
    app: &App,
    audience: &Audience,
    after: i64,
    joined: &Joined,
) -> Result<Option<Vec<Placed>>, ActionError> {
    if after == joined.position {
        return Ok(Some(Vec::new()));
    }
    if after > joined.position {
        // Another node may have told more than this one has read. What never was is not waited for.
        let known = after <= last_position(app).await?;
        return Ok(known.then(Vec::new));
    }
    let scope = audience.scope();
    let found = app
        .db
        .read(async move |tx: &Tx| {
            Ok::<_, ActionError>(events::placed_after(tx, &scope, after, MISSED_MAX + 1).await?)
        })
        .await?;
    Ok((found.len() <= MISSED_MAX as usize).then_some(found))
}

async fn last_position(app: &App) -> Result<i64, ActionError> {
    app.db
        .read(async move |tx: &Tx| Ok(events::any_last_position(tx).await?))
        .await
}
