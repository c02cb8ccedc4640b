//! Days that operators add to and remove from the calendars, over the API.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use rules::deadline::{ChangedDay, DayChange, HolidayName, Hours, Interval};
use rules::ids::CalendarDayId;
use serde::{Deserialize, Serialize};
use store::calendar_days::CalendarDay;
use utoipa::ToSchema;

use crate::actions::calendar_days::{self, AddCalendarDay};
use crate::api::IdempotentRequest;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::Identity;

/// A change to the days of a country or one of its subdivisions.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CalendarDayContent {
    /// ISO 3166-1, two capital letters.
    country: String,
    /// ISO 3166-2 without the country; `null` for the whole country.
    subdivision: Option<String>,
    day: DayNamed,
    change: ChangeNamed,
    /// First day on which the law holds.
    #[schema(value_type = Option<String>, format = Date)]
    valid_from: Option<Date>,
    /// Last day on which the law holds.
    #[schema(value_type = Option<String>, format = Date)]
    valid_to: Option<Date>,
}

/// Which days are changed.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum DayNamed {
    On {
        #[schema(value_type = String, format = Date)]
        date: Date,
    },
    EveryYear {
        month: i8,
        day: i8,
    },
}

/// What the days become.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum ChangeNamed {
    /// A public holiday: nothing counts.
    AddHoliday { name: HolidayNamed },
    /// No holiday after all: the weekday's hours apply.
    RemoveHoliday,
    /// Closed for another reason than a public holiday.
    Close { name: String },
    /// Own hours in place of the weekday's and of any holiday.
    Hours {
        name: String,
        hours: Vec<IntervalNamed>,
    },
}

/// A holiday's name in English and in the country's own language.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HolidayNamed {
    english: String,
    local: String,
}

/// Local time within one day, for instance from `08:00` to `12:30`; `24:00` is the end of the day.
#[derive(Debug, Clone, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct IntervalNamed {
    from: String,
    to: String,
}

/// A change with who made it and when.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarDayShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: CalendarDayId,
    #[serde(flatten)]
    pub content: CalendarDayContent,
    /// The person of staff who made it; only staff see it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub created_by: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    pub created_at: Timestamp,
    /// Deadlines computed before this instant knew the change.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub withdrawn_at: Option<Timestamp>,
}

/// All changes, oldest first.
#[derive(Debug, Serialize, ToSchema)]
pub struct CalendarDays {
    pub items: Vec<CalendarDayShown>,
}

/// What operators changed in the calendars
#[utoipa::path(
    get,
    path = "/api/v1/calendar-days",
    tag = "staff",
    responses((status = 200, description = "All changes, the withdrawn ones too, oldest first", body = CalendarDays)),
)]
pub async fn get_calendar_days(
    State(app): State<App>,
    identity: Identity,
) -> Result<Json<CalendarDays>, ActionError> {
    let days = calendar_days::list(&app, &identity.viewer).await?;
    let items = days.into_iter().map(|day| show(&identity, day));
    Ok(Json(CalendarDays {
        items: items.collect(),
    }))
}

/// Change a day of the calendars
///
/// Open deadlines are computed again, and each one that changes is recorded.
#[utoipa::path(
    post,
    path = "/api/v1/calendar-days",
    tag = "staff",
    request_body = CalendarDayContent,
    responses((status = 201, description = "It holds from now on", body = CalendarDayShown)),
)]
pub async fn post_calendar_day(
    State(app): State<App>,
    identity: Identity,
    request: IdempotentRequest,
    Json(body): Json<CalendarDayContent>,
) -> Result<(StatusCode, Json<CalendarDayShown>), ActionError> {
    let command = AddCalendarDay {
        id: request.id(CalendarDayId),
        country: body.country,
        subdivision: body.subdivision,
        day: body.day.into_day(),
        change: body.change.into_change()?,
        valid_from: body.valid_from,
        valid_to: body.valid_to,
    };
    let added = calendar_days::add(&app, &identity.viewer, command).await?;
    Ok((StatusCode::CREATED, Json(show(&identity, added))))
}

/// Withdraw a change
///
/// Open deadlines are computed again.
#[utoipa::path(
    delete,
    path = "/api/v1/calendar-days/{calendar_day}",
    tag = "staff",
    params(("calendar_day" = Uuid, Path, description = "The change's id")),
    responses((status = 204, description = "It holds no longer")),
)]
pub async fn delete_calendar_day(
    State(app): State<App>,
    identity: Identity,
    Path(id): Path<CalendarDayId>,
) -> Result<StatusCode, ActionError> {
    calendar_days::withdraw(&app, &identity.viewer, id).await?;
    Ok(StatusCode::NO_CONTENT)
}

fn show(identity: &Identity, day: CalendarDay) -> CalendarDayShown {
    let is_staff = matches!(identity.viewer, rules::access::Viewer::Staff { .. });
    CalendarDayShown {
        id: day.id,
        created_by: is_staff.then_some(day.created_by),
        created_at: day.change.known_from,
        withdrawn_at: day.change.known_to,
        content: CalendarDayContent {
            country: day.change.country,
            subdivision: day.change.subdivision,
            day: DayNamed::of(day.change.day),
            change: ChangeNamed::of(day.change.change),
            valid_from: day.change.valid_from,
            valid_to: day.change.valid_to,
        },
    }
}

impl DayNamed {
    fn into_day(self) -> ChangedDay {
        match self {
            DayNamed::On { date } => ChangedDay::On { date },
            DayNamed::EveryYear { month, day } => ChangedDay::EveryYear { month, day },
        }
    }

    fn of(day: ChangedDay) -> DayNamed {
        match day {
            ChangedDay::On { date } => DayNamed::On { date },
            ChangedDay::EveryYear { month, day } => DayNamed::EveryYear { month, day },
        }
    }
}

impl ChangeNamed {
    fn into_change(self) -> Result<DayChange, ActionError> {
        let invalid = |error: rules::deadline::CalendarError| {
            ActionError::invalid("hours", format!("change.hours: {error}."))
        };
        Ok(match self {
            ChangeNamed::AddHoliday { name } => DayChange::AddHoliday {
                name: HolidayName {
                    english: name.english.into(),
                    local: name.local.into(),
                },
            },
            ChangeNamed::RemoveHoliday => DayChange::RemoveHoliday,
            ChangeNamed::Close { name } => DayChange::Close { name },
            ChangeNamed::Hours { name, hours } => {
                let read = |interval: IntervalNamed| Interval::new(&interval.from, &interval.to);
                let intervals: Result<Vec<Interval>, _> = hours.into_iter().map(read).collect();
                let hours = intervals.and_then(Hours::new).map_err(invalid)?;
                DayChange::Hours { name, hours }
            }
        })
    }

    fn of(change: DayChange) -> ChangeNamed {
        match change {
            DayChange::AddHoliday { name } => ChangeNamed::AddHoliday {
                name: HolidayNamed {
                    english: name.english.into_owned(),
                    local: name.local.into_owned(),
                },
            },
            DayChange::RemoveHoliday => ChangeNamed::RemoveHoliday,
            DayChange::Close { name } => ChangeNamed::Close { name },
            DayChange::Hours { name, hours } => {
                let show = |interval: &Interval| {
                    let written = interval.to_string();
                    let (from, to) = written.split_once('–').unwrap_or_default();
                    IntervalNamed {
                        from: from.to_owned(),
                        to: to.to_owned(),
                    }
                };
                ChangeNamed::Hours {
                    name,
                    hours: hours.intervals().iter().map(show).collect(),
                }
            }
        }
    }
}
