//! What surrounds the content of every page: who is signed in, where one can go, notices.

use crate::i18n::{FluentValue, Language, Texts};
use crate::pages::assets;

use super::notice::Notice;

/// The frame of a page. Every template reads its texts through it.
#[derive(Clone, Debug)]
pub struct Page {
    pub texts: &'static Texts,
    /// The marketplace's name, as configured.
    pub marketplace: String,
    /// `None` on pages before signing in.
    pub viewer: Option<ViewerBadge>,
    /// For the hidden field `csrf` of every form.
    pub csrf: String,
    /// Path and query of this page, to come back to after a change of language.
    pub path: String,
    /// Where the viewer can go from every page.
    pub places: Vec<Place>,
    pub notices: Vec<Notice>,
    /// What the page follows; `None` for nobody and on pages that are not followed.
    pub live: Option<LiveBase>,
}

/// From where on a page follows changes.
#[derive(Clone, Debug)]
pub struct LiveBase {
    /// The position after which changes are new to the page; `None` where it is not known yet.
    pub after: Option<i64>,
    /// Whose page it is: texts that wait to be sent are nobody else's.
    pub who: String,
}

/// Who is signed in, as the header says it.
#[derive(Clone, Debug)]
pub struct ViewerBadge {
    pub name: String,
    pub role: Role,
}

/// In which capacity somebody is signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Role {
    Agent { seller: String },
    Buyer,
    Moderator,
    Decider,
    Reviewer,
    Auditor,
    Administrator,
}

/// One place of the navigation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    pub url: &'static str,
    pub key: &'static str,
    pub shelf: Shelf,
    pub at: At,
}

/// Where a place is offered on a wide screen; on a phone all are in the menu.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shelf {
    /// In the bar: work of every day.
    Bar,
    /// In the menu: what is set up once in a while.
    Menu,
}

/// Where the reader stands, seen from a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    Here,
    /// On a page that belongs to it.
    Below,
    Elsewhere,
}

impl Place {
    pub fn is_in_bar(&self) -> bool {
        self.shelf == Shelf::Bar
    }

    /// The value of `aria-current`.
    pub fn current(&self) -> Option<&'static str> {
        match self.at {
            At::Here => Some("page"),
            At::Below => Some("true"),
            At::Elsewhere => None,
        }
    }
}

impl Page {
    pub fn language(&self) -> Language {
        self.texts.language()
    }

    pub fn languages(&self) -> [Language; 2] {
        Language::ALL
    }

    pub fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }

    /// A text with a plural over `$count`.
    pub fn n(&self, key: &str, count: &u64) -> String {
        self.texts.n(key, *count)
    }

    /// A text with one variable.
    pub fn with(&self, key: &str, name: &str, value: impl AsRef<str>) -> String {
        self.texts
            .t_args(key, &[(name, FluentValue::from(value.as_ref()))])
    }

    pub fn stylesheet(&self) -> &'static str {
        assets::stylesheet().url.as_str()
    }

    pub fn script(&self) -> &'static str {
        assets::script().url.as_str()
    }

    pub fn icon(&self) -> &'static str {
        assets::icon().url.as_str()
    }

    /// Whether the viewer may go to this place of the navigation.
    pub fn leads_to(&self, url: &str) -> bool {
        self.places.iter().any(|place| place.url == url)
    }

    /// The places that are in the bar where there is room for it.
    pub fn bar(&self) -> Vec<Place> {
        let places = self.places.iter().filter(|place| place.is_in_bar());
        places.copied().collect()
    }
}

impl ViewerBadge {
    /// The role in words, with the seller's name for an agent.
    pub fn role_text(&self, page: &Page) -> String {
        match &self.role {
            Role::Agent { seller } => page.with("page-role-agent", "seller", seller),
            Role::Buyer => page.t("page-role-buyer"),
            Role::Moderator => page.t("page-role-moderator"),
            Role::Decider => page.t("page-role-decider"),
            Role::Reviewer => page.t("page-role-reviewer"),
            Role::Auditor => page.t("page-role-auditor"),
            Role::Administrator => page.t("page-role-administrator"),
        }
    }
}
