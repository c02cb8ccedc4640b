//! The people, instants and texts that the samples share.

use std::error::Error;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rules::access::{AgentRole, Role as StaffRole, Roles, Viewer};
use rules::deadline::{Calendar, CalendarSpec, Derivation, due};

use crate::i18n::{Language, Texts};
use crate::pages::frame::places;
use crate::pages::views::deadline::{DeadlineChip, Running};
use crate::pages::views::format::{Reader, TimeText, amount};
use crate::pages::views::notice::Notice;
use crate::pages::views::order::{
    ListingView, OrderLineView, OrderView, ShipmentView, status_text,
};
use crate::pages::views::page::{Page, Role, ViewerBadge};

pub(super) const NOW: &str = "2026-11-20T14:04:00Z";

/// A reader in Ljubljana on a Friday afternoon.
pub(super) struct Ingredients {
    pub reader: Reader,
}

impl Ingredients {
    pub(super) fn new(language: Language) -> Result<Self, Box<dyn Error>> {
        let reader = Reader::new(language, TimeZone::get("Europe/Ljubljana")?, NOW.parse()?);
        Ok(Self { reader })
    }

    pub(super) fn page(&self, role: Option<Role>, path: &str) -> Page {
        let name = match role {
            Some(Role::Agent { .. }) => "Neža Hribar",
            Some(Role::Buyer) => "Matjaž Oblak",
            _ => "Irena Zupan",
        };
        let viewer = role.as_ref().and_then(viewer);
        Page {
            single_keys: matches!(role, Some(Role::Agent { .. })).then_some(true),
            unread_mentions: u64::from(matches!(role, Some(Role::Agent { .. }))) * 2,
            places: viewer.map_or(Vec::new(), |viewer| places(&viewer, path)),
            texts: Texts::of(self.reader.texts.language()),
            marketplace: "Lipa".to_owned(),
            viewer: role.map(|role| ViewerBadge {
                name: name.to_owned(),
                role,
            }),
            csrf: "csrf".to_owned(),
            path: path.to_owned(),
            theme: None,
            notices: Vec::new(),
            // Behind a sample no service is running that could be followed.
            live: None,
        }
    }

    pub(super) fn agent_page(&self, path: &str) -> Page {
        self.page(
            Some(Role::Agent {
                seller: "Čebelarstvo Hribar".to_owned(),
            }),
            path,
        )
    }

    pub(super) fn with_notice(mut page: Page, notice: Notice) -> Page {
        page.notices.push(notice);
        page
    }

    pub(super) fn hours_ago(&self, hours: i64) -> Result<Timestamp, Box<dyn Error>> {
        Ok(self
            .reader
            .now
            .checked_sub(SignedDuration::from_hours(hours))?)
    }

    pub(super) fn short(&self, hours: i64) -> Result<TimeText, Box<dyn Error>> {
        Ok(self.reader.short(self.hours_ago(hours)?))
    }

    pub(super) fn sent(&self, hours: i64) -> Result<TimeText, Box<dyn Error>> {
        Ok(self.reader.sent(self.hours_ago(hours)?))
    }

    /// A chip of a deadline that ends in so many minutes; negative is overdue.
    pub(super) fn chip(&self, minutes: i64) -> Result<DeadlineChip, Box<dyn Error>> {
        let due = self
            .reader
            .now
            .checked_add(SignedDuration::from_mins(minutes))?;
        let due_soon = due.checked_sub(SignedDuration::from_hours(6))?;
        Ok(DeadlineChip::running(
            &self.reader,
            Running { due, due_soon },
        ))
    }

    pub(super) fn chip_of(&self, derivation: &Derivation) -> Result<DeadlineChip, Box<dyn Error>> {
        let due = derivation.due.ok_or("the sample's clock stands")?;
        self.chip(due.duration_since(self.reader.now).as_mins())
    }

    pub(super) fn derivation(&self, received: &str) -> Result<Derivation, Box<dyn Error>> {
        let spec = CalendarSpec::working_days("SI", "Europe/Ljubljana", Some("SI"));
        let calendar = Calendar::new(&spec, &[], self.reader.now)?;
        Ok(due(
            &calendar,
            received.parse()?,
            SignedDuration::from_hours(24),
            &[],
        )?)
    }

    pub(super) fn order(&self) -> Result<OrderView, Box<dyn Error>> {
        let language = self.reader.texts.language();
        let line = |title: &str, quantity, price| OrderLineView {
            title: title.to_owned(),
            quantity,
            unit_price: amount(language, price, "EUR"),
        };
        Ok(OrderView {
            id: "L-20491".to_owned(),
            status: status_text(self.reader.texts, "delivered"),
            placed: self.short(24 * 8)?,
            lines: vec![
                line("Kostanjev med, steklen kozarec 900 g", 2, "14.90"),
                line(
                    "Sveča iz čebeljega voska, ročno vlita, visoka 18 cm, z naravnim bombažnim stenjem",
                    1,
                    "9.50",
                ),
            ],
            shipments: vec![ShipmentView {
                carrier: Some("Pošta Slovenije".to_owned()),
                tracking_number: "RR482176093SI".to_owned(),
                shipped: Some(self.short(24 * 6)?),
                expected: Some(self.short(24 * 3)?),
            }],
            address: Some(
                ["Matjaž Oblak", "Gradišče 14", "6000 Koper", "Slovenija"]
                    .map(str::to_owned)
                    .to_vec(),
            ),
        })
    }

    pub(super) fn listing(&self) -> ListingView {
        ListingView {
            id: "K-7731".to_owned(),
            title: "Cvetni prah, sušen, 250 g".to_owned(),
            price: Some(amount(self.reader.texts.language(), "12.40", "EUR")),
            available: true,
        }
    }
}

/// Somebody of that role, for the navigation.
fn viewer(role: &Role) -> Option<Viewer> {
    let role = match role {
        Role::Agent { .. } => {
            return Some(Viewer::Agent {
                seller: "cebelarstvo".parse().ok()?,
                agent: "neza".parse().ok()?,
                role: AgentRole::Owner,
            });
        }
        Role::Buyer => return Some(Viewer::Buyer("matjaz".parse().ok()?)),
        Role::Moderator => StaffRole::Moderator,
        Role::Decider => StaffRole::Decider,
        Role::Reviewer => StaffRole::Reviewer,
        Role::Auditor => StaffRole::Auditor,
        Role::Administrator => StaffRole::Administrator,
    };
    Some(Viewer::Staff {
        staff: "01993b2e-7c00-7000-8000-000000000001".parse().ok()?,
        roles: Roles::new([role]),
    })
}
