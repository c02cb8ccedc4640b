//! Days that operators add to and remove from the calendars. Open deadlines are computed again afterwards.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;
use rules::access::{Action, Relation, Viewer};
use rules::deadline::{ChangedDay, DayChange, Override};
use rules::ids::{CalendarDayId, StaffId};
use serde_json::json;
use store::Tx;
use store::calendar_days::{self, CalendarDay};
use store::events::Stream;

use super::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::jobs::recompute_deadlines::{self, Body};
use crate::viewer::{actor, check};

/// A change to be made to the days of a country or one of its subdivisions.
#[derive(Debug, Clone)]
pub struct AddCalendarDay {
    /// The id that the change gets, chosen by the caller: adding again under the same id adds nothing.
    pub id: Option<CalendarDayId>,
    pub country: String,
    pub subdivision: Option<String>,
    pub day: ChangedDay,
    pub change: DayChange,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
}

/// All changes that hold now or held once, oldest first.
pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<CalendarDay>, ActionError> {
    check(viewer, Action::ReadCalendar, Relation::Marketplace)?;
    app.db
        .read(async move |tx: &Tx| Ok(calendar_days::all(tx).await?))
        .await
}

/// Names of those who made these changes, by the id in `created_by`. Few people do.
pub async fn authors(
    app: &App,
    viewer: &Viewer,
    days: &[CalendarDay],
) -> Result<BTreeMap<String, String>, ActionError> {
    check(viewer, Action::ChangeCalendar, Relation::Marketplace)?;
    let ids: BTreeSet<String> = days.iter().map(|day| day.created_by.clone()).collect();
    app.db
        .read(async move |tx: &Tx| {
            let mut names = BTreeMap::new();
            for id in &ids {
                // Machines make changes too, and have no name.
                let Ok(staff) = id.parse::<StaffId>() else {
                    continue;
                };
                if let Some(person) = store::staff::find(tx, staff).await? {
                    names.insert(id.clone(), person.name);
                }
            }
            Ok(names)
        })
        .await
}

/// Makes a change, known from now on.
pub async fn add(
    app: &App,
    viewer: &Viewer,
    command: AddCalendarDay,
) -> Result<CalendarDay, ActionError> {
    check(viewer, Action::ChangeCalendar, Relation::Marketplace)?;
    let now = app.now();
    check_command(&command)?;
    let (_, created_by) = actor(viewer);
    let recorder = Recorder::new(app, viewer, now);
    let day = CalendarDay {
        id: match command.id {
            Some(id) => id,
            None => recorder.id(CalendarDayId)?,
        },
        change: Override {
            country: command.country,
            subdivision: command.subdivision,
            day: command.day,
            change: command.change,
            valid_from: command.valid_from,
            valid_to: command.valid_to,
            known_from: now,
            known_to: None,
        },
        created_by,
    };
    app.db
        .write(async move |tx: &Tx| {
            if let Some(added) = calendar_days::find(tx, day.id).await? {
                return Ok(added);
            }
            calendar_days::insert(tx, &day).await?;
            let body = json!({ "calendar_day_id": day.id, "change": day.change });
            let stream = Stream::Marketplace("calendar".to_owned());
            record(
                tx,
                &[recorder.event(None, stream, None, "calendar.day_changed", body)?],
            )
            .await?;
            recompute_deadlines::enqueue(tx, &recorder, &Body::default()).await?;
            Ok(day.clone())
        })
        .await
}

/// Withdraws a change, as of now.
pub async fn withdraw(app: &App, viewer: &Viewer, id: CalendarDayId) -> Result<(), ActionError> {
    check(viewer, Action::ChangeCalendar, Relation::Marketplace)?;
    let now = app.now();
    let recorder = Recorder::new(app, viewer, now);
    app.db
        .write(async move |tx: &Tx| {
            if !calendar_days::withdraw(tx, id, now).await? {
                return Err(ActionError::NotFound);
            }
            let body = json!({ "calendar_day_id": id });
            let stream = Stream::Marketplace("calendar".to_owned());
            record(
                tx,
                &[recorder.event(None, stream, None, "calendar.day_withdrawn", body)?],
            )
            .await?;
            recompute_deadlines::enqueue(tx, &recorder, &Body::default()).await?;
            Ok(())
        })
        .await
}

fn check_command(command: &AddCalendarDay) -> Result<(), ActionError> {
    let capital =
        |text: &str| text.len() == 2 && text.bytes().all(|byte| byte.is_ascii_uppercase());
    if !capital(&command.country) {
        return Err(ActionError::invalid(
            "country",
            "country: give two capital letters, such as SI.",
        ));
    }
    if let (Some(from), Some(to)) = (command.valid_from, command.valid_to)
        && from > to
    {
        return Err(ActionError::invalid(
            "validity",
            "valid_to: must not lie before valid_from.",
        ));
    }
    if let ChangedDay::EveryYear { month, day } = command.day
        && Date::new(2000, month, day).is_err()
    {
        return Err(ActionError::invalid(
            "day",
            "day: there is no such day in any year.",
        ));
    }
    let name = match &command.change {
        DayChange::AddHoliday { name } => Some(name.local.as_ref()),
        DayChange::Close { name } | DayChange::Hours { name, .. } => Some(name.as_str()),
        DayChange::RemoveHoliday => None,
    };
    if name.is_some_and(|name| name.trim().is_empty() || name.chars().count() > 100) {
        return Err(ActionError::invalid(
            "name",
            "name: give 1 to 100 characters.",
        ));
    }
    Ok(())
}
