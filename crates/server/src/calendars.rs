//! The calendars that reply deadlines are computed with: made once from what the database says, then shared.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::Timestamp;
use rules::conversation::{ReplyDeadline, Terms};
use rules::deadline::{Calendar, CalendarSpec, Hours, Override, Stop, Week};
use rules::ids::{BuyerId, SellerId};
use store::Tx;
use store::calendar_days::CalendarDay;

use crate::actions::settings::Held;
use crate::config::{CalendarOf, Config};
use crate::error::ActionError;

/// Calendars kept in memory; beyond that, all are made anew.
const KEPT_MAX: usize = 2_000;

/// Calendars by what they are made of.
#[derive(Debug, Default)]
pub struct Calendars {
    made: Mutex<HashMap<String, Arc<Calendar>>>,
}

/// A calendar with the terms that the marketplace's settings add to it.
#[derive(Debug, Clone)]
pub struct ReplyTerms {
    pub calendar: Arc<Calendar>,
    settings: Held,
    /// Where no setting lets absences stop the clock, none were looked up.
    absences: Vec<Stop>,
}

/// What the terms of everybody's replies are made of, as it is known at an instant.
#[derive(Debug, Clone)]
pub struct KnownTerms {
    settings: Held,
    overrides: Vec<Override>,
    at: Timestamp,
}

impl KnownTerms {
    pub async fn load(tx: &Tx, config: &Config, at: Timestamp) -> Result<KnownTerms, ActionError> {
        let settings = async { Ok(Held::load(tx, config).await?) };
        let (settings, overrides) = tokio::try_join!(settings, known(tx, at))?;
        Ok(KnownTerms {
            settings,
            overrides,
            at,
        })
    }
}

impl ReplyTerms {
    /// The terms of a message that came at this instant: by the settings in force then.
    pub fn terms_at(&self, received_at: Timestamp) -> Terms<'_> {
        let settings = self.settings.at(received_at);
        Terms {
            calendar: &self.calendar,
            budget: settings.reply_budget,
            due_soon_percent: settings.due_soon_percent,
            absences: match settings.absence_stops_clock {
                true => &self.absences,
                false => &[],
            },
        }
    }

    /// When a deadline that is there already is due soon: by the settings in force when its message came.
    pub fn due_soon_percent(&self, deadline: Option<&ReplyDeadline>) -> u8 {
        let received_at = deadline.map_or(Timestamp::MAX, |deadline| deadline.received_at);
        self.settings.at(received_at).due_soon_percent
    }
}

impl Calendars {
    /// The terms for a reply of this seller to this buyer, as they are known at `now`.
    /// Who has not been pushed in yet counts by the marketplace's own calendar until then.
    pub async fn terms(
        &self,
        tx: &Tx,
        config: &Config,
        seller: &SellerId,
        buyer: &BuyerId,
        now: Timestamp,
    ) -> Result<ReplyTerms, ActionError> {
        let (known, spec) = tokio::try_join!(
            KnownTerms::load(tx, config, now),
            spec_of_reply(tx, config, seller, buyer)
        )?;
        self.terms_by(tx, &known, seller, &spec).await
    }

    /// The same, where what holds for everybody and whose calendar counts have been loaded.
    pub async fn terms_by(
        &self,
        tx: &Tx,
        known: &KnownTerms,
        seller: &SellerId,
        spec: &CalendarSpec,
    ) -> Result<ReplyTerms, ActionError> {
        let absences = match known.settings.lets_absences_stop() {
            true => store::absences::stops(tx, seller).await?,
            false => Vec::new(),
        };
        Ok(ReplyTerms {
            calendar: self.calendar(spec, &known.overrides, known.at)?,
            settings: known.settings.clone(),
            absences,
        })
    }

    /// The seller's own calendar, whosever counts for its deadlines: by it the seller plans.
    pub async fn of_seller(
        &self,
        tx: &Tx,
        config: &Config,
        seller: &SellerId,
        now: Timestamp,
    ) -> Result<Arc<Calendar>, ActionError> {
        let (found, days) = tokio::try_join!(
            store::sellers::find(tx, seller),
            store::calendar_days::all(tx)
        )?;
        let spec = found.map_or_else(
            || spec_of_marketplace(config),
            |seller| spec_of_seller(&seller),
        );
        let overrides = days.into_iter().map(|day| day.change);
        let overrides: Vec<Override> = overrides.filter(|change| change.is_known(now)).collect();
        self.calendar(&spec, &overrides, now)
    }

    /// The calendar of a seller as it is known at `now`, with what it is made of and the days that staff changed.
    pub async fn of_known_seller(
        &self,
        tx: &Tx,
        seller: &store::sellers::Seller,
        now: Timestamp,
    ) -> Result<(CalendarSpec, Arc<Calendar>, Vec<CalendarDay>), ActionError> {
        let spec = spec_of_seller(seller);
        let mut days = store::calendar_days::all(tx).await?;
        let known = days.iter().map(|day| day.change.clone());
        let known: Vec<Override> = known.filter(|change| change.is_known(now)).collect();
        let calendar = self.calendar(&spec, &known, now)?;
        days.retain(|day| day.change.country == seller.country);
        Ok((spec, calendar, days))
    }

    /// The marketplace's own calendar as it is known at `now`.
    pub async fn of_marketplace(
        &self,
        tx: &Tx,
        config: &Config,
        now: Timestamp,
    ) -> Result<Arc<Calendar>, ActionError> {
        let known = known(tx, now).await?;
        self.calendar(&spec_of_marketplace(config), &known, now)
    }

    /// The marketplace's own calendar with the hours in which its moderators work, as it is known at `now`.
    pub async fn of_moderators(
        &self,
        tx: &Tx,
        config: &Config,
        now: Timestamp,
    ) -> Result<Arc<Calendar>, ActionError> {
        let known = known(tx, now).await?;
        let hours = config.moderation.working_hours();
        let hours = hours.map_err(|error| ActionError::Internal {
            operation: "reading the moderators' working hours",
            source: Box::new(error),
        })?;
        let spec = spec_of_marketplace(config);
        let spec = CalendarSpec {
            id: format!("moderators:{}", spec.id),
            week: Week::monday_to_friday(&hours),
            ..spec
        };
        self.calendar(&spec, &known, now)
    }

    fn calendar(
        &self,
        spec: &CalendarSpec,
        overrides: &[Override],
        now: Timestamp,
    ) -> Result<Arc<Calendar>, ActionError> {
        let unusable = |source: Box<dyn std::error::Error + Send + Sync>| ActionError::Internal {
            operation: "making a calendar",
            source,
        };
        let key =
            serde_json::to_string(&(spec, overrides)).map_err(|error| unusable(error.into()))?;
        if let Some(made) = self.lock().get(&key) {
            return Ok(Arc::clone(made));
        }
        let calendar =
            Calendar::new(spec, overrides, now).map_err(|error| unusable(error.into()))?;
        let calendar = Arc::new(calendar);
        let mut made = self.lock();
        if made.len() >= KEPT_MAX {
            made.clear();
        }
        made.insert(key, Arc::clone(&calendar));
        Ok(calendar)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Calendar>>> {
        self.made.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn spec_of_seller(seller: &store::sellers::Seller) -> CalendarSpec {
    let (week, exceptions) = match &seller.hours {
        Some(hours) => (hours.week.clone(), hours.exceptions.clone()),
        None => (Week::monday_to_friday(&Hours::whole_day()), Vec::new()),
    };
    CalendarSpec {
        id: match &seller.hours {
            Some(_) => format!("seller:{}", seller.id),
            None => place_id(&seller.country, seller.subdivision.as_deref()),
        },
        zone: seller.time_zone.clone(),
        country: Some(seller.country.clone()),
        subdivision: seller.subdivision.clone(),
        week,
        exceptions,
    }
}

fn spec_of_buyer(buyer: &store::buyers::Buyer, config: &Config) -> CalendarSpec {
    let zone = buyer
        .time_zone
        .as_deref()
        .unwrap_or(&config.marketplace.time_zone);
    CalendarSpec::working_days(&place_id(&buyer.country, None), zone, Some(&buyer.country))
}

/// Whose calendar counts for a reply of this seller to this buyer.
pub async fn spec_of_reply(
    tx: &Tx,
    config: &Config,
    seller: &SellerId,
    buyer: &BuyerId,
) -> Result<CalendarSpec, ActionError> {
    let spec = match config.deadline.calendar {
        CalendarOf::Marketplace => None,
        CalendarOf::Seller => {
            let found = store::sellers::find(tx, seller).await?;
            found.map(|seller| spec_of_seller(&seller))
        }
        CalendarOf::Buyer => {
            let found = store::buyers::find(tx, buyer).await?;
            found.map(|buyer| spec_of_buyer(&buyer, config))
        }
    };
    Ok(spec.unwrap_or_else(|| spec_of_marketplace(config)))
}

/// What staff have changed in calendars, as it is known at `now`.
async fn known(tx: &Tx, now: Timestamp) -> Result<Vec<Override>, ActionError> {
    let days = store::calendar_days::all(tx).await?.into_iter();
    let known = days.map(|day| day.change);
    Ok(known.filter(|change| change.is_known(now)).collect())
}

fn spec_of_marketplace(config: &Config) -> CalendarSpec {
    let place = &config.marketplace;
    let subdivision = Some(place.subdivision.clone()).filter(|text| !text.is_empty());
    CalendarSpec {
        subdivision: subdivision.clone(),
        ..CalendarSpec::working_days(
            &place_id(&place.country, subdivision.as_deref()),
            &place.time_zone,
            Some(&place.country),
        )
    }
}

fn place_id(country: &str, subdivision: Option<&str>) -> String {
    match subdivision {
        Some(subdivision) => format!("{country}-{subdivision}"),
        None => country.to_owned(),
    }
}
