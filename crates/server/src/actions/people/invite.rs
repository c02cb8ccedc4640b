//! Inviting somebody to work for a seller. The link is shown once, to be handed over; only its hash is stored.

use jiff::{SignedDuration, Timestamp};
use rules::access::{AgentRole, Viewer};
use rules::ids::InvitationId;
use rules::marketplace::check_email;
use serde_json::json;
use store::agents;
use store::events::Stream;
use store::invitations::{self, Invitation};

use super::list::own_seller;
use crate::actions::record::{Recorder, record};
use crate::actions::settings;
use crate::actions::sign_in::accounts::normal_email;
use crate::app::App;
use crate::error::ActionError;
use crate::random::secret_hash;

pub const VALID_FOR: SignedDuration = SignedDuration::from_hours(7 * 24);

/// More than these at a time is no inviting of colleagues.
const OPEN_MAX: usize = 100;

/// The codes of the refusals that the page words itself.
pub const NO_PASSWORDS: &str = "agents_without_password";
pub const WORKS_HERE: &str = "works_here_already";

/// An invitation, and the secret of its link, which is not stored.
pub struct Invited {
    pub invitation: Invitation,
    pub secret: String,
}

/// Invites. Somebody who was invited before gets a new link, and the old one ends.
pub async fn invite(
    app: &App,
    viewer: &Viewer,
    (email, role): (&str, AgentRole),
) -> Result<Invited, ActionError> {
    let seller = own_seller(viewer)?;
    let Viewer::Agent { agent, .. } = viewer else {
        return Err(ActionError::NotFound);
    };
    let email = normal_email(email);
    check_email("email", &email)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    let secret = app.random.secret()?;
    let invitation = Invitation {
        seller,
        id: recorder.id(InvitationId)?,
        email,
        role,
        invited_by: agent.clone(),
        created_at: now,
        expires_at: now.saturating_add(VALID_FOR).unwrap_or(Timestamp::MAX),
    };
    let (saved, hash) = (invitation.clone(), secret_hash(&secret));
    let config = app.config.clone();
    app.db
        .write(async move |tx| {
            let settings = settings::at(tx, &config, now).await?;
            if !settings.agents_with_password {
                return Err(ActionError::conflict(
                    NO_PASSWORDS,
                    "Agents of this marketplace come in from it alone; it adds them.",
                ));
            }
            let seller = &saved.seller;
            let all = agents::of_seller(tx, seller).await?;
            if all.iter().any(|agent| agent.active && agent.email == saved.email) {
                return Err(ActionError::conflict(
                    WORKS_HERE,
                    "Somebody with this e-mail works for you already.",
                ));
            }
            let open = invitations::of_seller(tx, seller, now).await?;
            for before in open.iter().filter(|before| before.email == saved.email) {
                invitations::delete(tx, seller, before.id).await?;
            }
            if open.len() >= OPEN_MAX {
                return Err(ActionError::conflict(
                    "too_many_invitations",
                    "Withdraw an invitation before making another.",
                ));
            }
            invitations::insert(tx, &hash, &saved).await?;
            let body = json!({ "invitation_id": saved.id, "role": saved.role.code(), "expires_at": saved.expires_at });
            let stream = Stream::Seller(seller.clone());
            let event = recorder.event(Some(seller), stream, None, "agent.invited", body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await?;
    Ok(Invited { invitation, secret })
}

/// The link to hand over.
pub fn address(app: &App, invited: &Invited) -> String {
    let base = app.config.server.public_url.trim_end_matches('/');
    format!("{base}/invitation/{}", invited.secret)
}

/// Withdraws one that nobody has used.
pub async fn withdraw(app: &App, viewer: &Viewer, id: InvitationId) -> Result<(), ActionError> {
    let (seller, recorder) = (own_seller(viewer)?, Recorder::new(app, viewer, app.now()));
    app.db
        .write(async move |tx| {
            if !invitations::delete(tx, &seller, id).await? {
                return Err(ActionError::NotFound);
            }
            let stream = Stream::Seller(seller.clone());
            let body = json!({ "invitation_id": id });
            let event = recorder.event(
                Some(&seller),
                stream,
                None,
                "agent.invitation_withdrawn",
                body,
            )?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await
}

impl std::fmt::Debug for Invited {
    /// Without the secret.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Invited")
            .field("invitation", &self.invitation.id)
            .finish_non_exhaustive()
    }
}
