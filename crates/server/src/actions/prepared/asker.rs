//! Who asked for a file, and what that person may see by now.

use jiff::Timestamp;
use rules::access::Viewer;
use rules::ids::{AgentId, BuyerId, SellerId};
use rules::token::Holder;
use store::Tx;
use store::prepared_files::Asker;

use super::make::failed;
use crate::error::ActionError;
use crate::viewer::actor;

/// How a file names this viewer; agents' ids are unique only within their seller.
pub(super) fn asker(viewer: &Viewer) -> Asker {
    let (kind, id) = actor(viewer);
    let seller = match viewer {
        Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. } => seller.as_str(),
        _ => "",
    };
    Asker {
        kind: kind.to_owned(),
        seller: seller.to_owned(),
        id,
    }
}

/// The viewer with the role of now; `None` for one whose access has ended.
pub(super) async fn viewer_of(
    tx: &Tx,
    asker: &Asker,
    now: Timestamp,
) -> Result<Option<Viewer>, ActionError> {
    Ok(match asker.kind.as_str() {
        "buyer" => Some(Viewer::Buyer(BuyerId::parse(&*asker.id).map_err(failed)?)),
        "agent" => {
            let seller = SellerId::parse(&*asker.seller).map_err(failed)?;
            let id = AgentId::parse(&*asker.id).map_err(failed)?;
            let found = store::agents::find(tx, &seller, &id).await?;
            found
                .filter(|agent| agent.active)
                .map(|agent| Viewer::Agent {
                    seller,
                    agent: id,
                    role: agent.role,
                })
        }
        "staff" => {
            let found = match asker.id.parse() {
                Ok(id) => store::staff::find(tx, id).await?,
                Err(_) => None,
            };
            found
                .filter(|staff| staff.active)
                .map(|staff| Viewer::Staff {
                    staff: staff.id,
                    roles: staff.roles,
                })
        }
        "automation" => {
            let found = match asker.id.parse() {
                Ok(id) => store::api_tokens::any_find(tx, id).await?,
                Err(_) => None,
            };
            found
                .filter(|token| token.revoked_at.is_none() && token.expires_at > now)
                .and_then(|token| match token.holder {
                    Holder::Automation { seller } => Some(Viewer::Automation {
                        seller,
                        token: token.id,
                    }),
                    _ => None,
                })
        }
        _ => None,
    })
}
