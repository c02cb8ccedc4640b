//! The frame of a page for the sender of a request.

use rules::access::{Action, Relation, Role, Verdict, Viewer, may};

use super::views::page::{At, Page, Place, Role as Shown, Shelf, ViewerBadge};
use crate::app::App;
use crate::i18n::Texts;
use crate::viewer::Identity;

/// Who has a place in the navigation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Whose {
    Buyers,
    Agents,
    Staff,
}

/// Every place of the navigation in its order, with the action that it takes. A new page adds one line.
const PLACES: &[(&[Whose], Shelf, &str, &str, Action)] = {
    use Shelf::{Bar, Menu};
    use Whose::{Agents, Buyers, Staff};
    &[
        (
            &[Buyers],
            Bar,
            "/conversations",
            "page-place-my-conversations",
            Action::ListConversations,
        ),
        (
            &[Agents],
            Bar,
            "/conversations",
            "page-place-conversations",
            Action::ListConversations,
        ),
        (
            &[Agents],
            Bar,
            "/mentions",
            "page-place-mentions",
            Action::ReadMentions,
        ),
        (
            &[Agents],
            Menu,
            "/labels",
            "page-place-labels",
            Action::ManageLabels,
        ),
        (
            &[Agents],
            Menu,
            "/quick-replies",
            "page-place-quick-replies",
            Action::UseQuickReplies,
        ),
        (
            &[Agents],
            Menu,
            "/views",
            "page-place-views",
            Action::KeepViews,
        ),
        (
            &[Agents],
            Menu,
            "/keys",
            "page-place-keys",
            Action::KeepPreferences,
        ),
        (
            &[Agents],
            Menu,
            "/rules",
            "page-place-rules",
            Action::ReadAssignmentRules,
        ),
        (
            &[Staff],
            Bar,
            "/staff",
            "page-place-staff",
            Action::FindConversations,
        ),
        (
            &[Agents],
            Menu,
            "/figures",
            "page-place-figures",
            Action::ReadFigures,
        ),
        (
            &[Agents],
            Menu,
            "/absences",
            "page-place-absences",
            Action::ReadAbsences,
        ),
        (
            &[Agents],
            Menu,
            "/violations",
            "page-place-violations",
            Action::ReadStrikes,
        ),
        (
            &[Staff],
            Bar,
            "/staff/absences",
            "page-place-staff-absences",
            Action::ReadSeller,
        ),
        (
            &[Staff],
            Bar,
            "/staff/sellers",
            "page-place-sellers",
            Action::ReadSeller,
        ),
        (
            &[Staff],
            Bar,
            "/staff/reviews",
            "page-place-reviews",
            Action::ReadReviews,
        ),
        (
            &[Staff],
            Menu,
            "/staff/readings",
            "page-place-readings",
            Action::ReadReadings,
        ),
        (
            &[Staff],
            Menu,
            "/staff/accesses",
            "page-place-accesses",
            Action::ReadReadings,
        ),
        (
            &[Staff],
            Menu,
            "/staff/dossiers",
            "page-place-dossiers",
            Action::FindConversations,
        ),
        (
            &[Staff],
            Menu,
            "/staff/holds",
            "page-place-holds",
            Action::ReadErasures,
        ),
        (
            &[Staff],
            Menu,
            "/staff/erasures",
            "page-place-erasures",
            Action::ReadErasures,
        ),
        (
            &[Staff],
            Menu,
            "/staff/settings",
            "page-place-settings",
            Action::ReadSettings,
        ),
        (
            &[Staff],
            Menu,
            "/staff/rules",
            "page-place-message-rules",
            Action::ReadRuleSets,
        ),
        (
            &[Staff],
            Menu,
            "/staff/escalations",
            "page-place-escalations",
            Action::OverseeDeadlines,
        ),
        (
            &[Staff],
            Menu,
            "/staff/strikes",
            "page-place-staff-strikes",
            Action::ReadSeller,
        ),
        (
            &[Staff],
            Menu,
            "/staff/calendar",
            "page-place-calendar",
            Action::ChangeCalendar,
        ),
        (
            &[Agents],
            Menu,
            "/people",
            "page-place-people",
            Action::ManageAgents,
        ),
        (
            &[Staff],
            Menu,
            "/staff/people",
            "page-place-staff-people",
            Action::ManageStaff,
        ),
        (
            &[Buyers],
            Menu,
            "/my-data",
            "page-place-my-data",
            Action::AskOwnData,
        ),
        (
            &[Staff],
            Menu,
            "/staff/buyer-data",
            "page-place-buyer-data",
            Action::AskBuyerData,
        ),
        (
            &[Agents, Staff],
            Menu,
            "/files",
            "page-place-files",
            Action::FetchPreparedFile,
        ),
        (
            &[Agents, Staff],
            Menu,
            "/account",
            "page-place-account",
            Action::KeepAccount,
        ),
    ]
};

/// The frame, without notices. `path` is what the page was asked for with, query included.
pub fn frame(app: &App, identity: &Identity, path: &str) -> Page {
    Page {
        texts: Texts::of(identity.language),
        marketplace: app.config.marketplace.name.clone(),
        viewer: badge(identity),
        csrf: identity.csrf.clone(),
        path: path.to_owned(),
        places: places(&identity.viewer, path),
        theme: identity.theme,
        single_keys: None,
        unread_mentions: 0,
        notices: Vec::new(),
        live: None,
    }
}

/// Where a viewer can go from the page of this path.
pub(super) fn places(viewer: &Viewer, path: &str) -> Vec<Place> {
    let own = match viewer {
        Viewer::Buyer(_) => Whose::Buyers,
        Viewer::Agent { .. } => Whose::Agents,
        Viewer::Staff { .. } => Whose::Staff,
        // Programs and strangers go nowhere.
        Viewer::Anonymous | Viewer::Automation { .. } | Viewer::Platform { .. } => {
            return Vec::new();
        }
    };
    let path = path.split('?').next().unwrap_or_default();
    let mut places: Vec<Place> = PLACES
        .iter()
        .filter(|(whose, ..)| whose.contains(&own))
        .filter(|(.., action)| may(viewer, *action, Relation::Own) == Verdict::Allowed)
        .map(|&(_, shelf, url, key, _)| Place {
            url,
            key,
            shelf,
            at: At::Elsewhere,
        })
        .collect();
    // The longest address that leads here: `/staff/calendar` does not belong to `/staff`.
    let nearest = places
        .iter_mut()
        .filter(|place| {
            path.strip_prefix(place.url)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
        .max_by_key(|place| place.url.len());
    if let Some(place) = nearest {
        place.at = match path == place.url {
            true => At::Here,
            false => At::Below,
        };
    }
    places
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

#[cfg(test)]
mod tests {
    use rules::access::AgentRole;

    use super::*;

    fn agent() -> Viewer {
        Viewer::Agent {
            seller: "s-1".parse().unwrap(),
            agent: "a-1".parse().unwrap(),
            role: AgentRole::Agent,
        }
    }

    #[test]
    fn the_nearest_place_is_marked_and_no_other() {
        let marked = |path: &str| {
            let places = places(&agent(), path).into_iter();
            let marked = places.filter_map(|place| Some((place.url, place.current()?)));
            marked.collect::<Vec<_>>()
        };
        assert_eq!(
            marked("/conversations?tab=all"),
            [("/conversations", "page")]
        );
        assert_eq!(marked("/conversations/1"), [("/conversations", "true")]);
        assert_eq!(marked("/conversationsandmore"), []);
        assert_eq!(marked("/staff"), []);
    }

    #[test]
    fn every_place_belongs_to_an_address_that_is_served() {
        let served = crate::routes::endpoints();
        for (.., url, _, action) in PLACES {
            let is_here = |endpoint: &&crate::routes::Endpoint| endpoint.path == *url;
            let endpoint = served.iter().find(is_here);
            let endpoint = endpoint.unwrap_or_else(|| panic!("{url} is not served"));
            assert_eq!(endpoint.action, *action, "{url}");
        }
    }
}
