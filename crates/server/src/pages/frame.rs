//! The frame of a page for the sender of a request.

use rules::access::{Role, Viewer};

use super::views::page::{Page, Role as Shown, ViewerBadge};
use crate::app::App;
use crate::i18n::Texts;
use crate::viewer::Identity;

/// The frame, without notices. `path` is what the page was asked for with, query included.
pub fn frame(app: &App, identity: &Identity, path: &str) -> Page {
    Page {
        texts: Texts::of(identity.language),
        marketplace: app.config.marketplace.name.clone(),
        viewer: badge(identity),
        csrf: identity.csrf.clone(),
        path: path.to_owned(),
        notices: Vec::new(),
    }
}

fn badge(identity: &Identity) -> Option<ViewerBadge> {
    let role = match &identity.viewer {
        Viewer::Buyer(_) => Shown::Buyer,
        Viewer::Agent { seller, .. } => {
            let known = Some(&identity.seller_name).filter(|name| !name.is_empty());
            Shown::Agent {
                seller: known.cloned().unwrap_or_else(|| seller.to_string()),
            }
        }
        Viewer::Staff { roles, .. } => {
            // Of several roles the one that may change most.
            let order = [
                Role::Administrator,
                Role::Moderator,
                Role::Decider,
                Role::Reviewer,
                Role::Auditor,
            ];
            match order.into_iter().find(|role| roles.contains(*role))? {
                Role::Administrator => Shown::Administrator,
                Role::Moderator => Shown::Moderator,
                Role::Decider => Shown::Decider,
                Role::Reviewer => Shown::Reviewer,
                Role::Auditor => Shown::Auditor,
            }
        }
        // Programs read no pages.
        Viewer::Anonymous | Viewer::Automation { .. } | Viewer::Platform { .. } => return None,
    };
    Some(ViewerBadge {
        name: identity.name.clone(),
        role,
    })
}
