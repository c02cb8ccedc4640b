//! Absences in the reader's words.

use rules::absence::Standing;

use crate::actions::absences::{Away, Listed};
use crate::pages::views::absence::AbsenceView;
use crate::pages::views::format::Reader;

pub(super) fn view(reader: &Reader, listed: Listed, may_announce: bool) -> AbsenceView {
    let absence = listed.absence;
    let standing = absence.standing(reader.now);
    let days = absence.days;
    let to_come = matches!(standing, Standing::Announced | Standing::Approved);
    AbsenceView {
        id: absence.id.to_string(),
        version: absence.version,
        seller: listed.seller_name,
        agent: listed.agent_name,
        days: match days.first == days.last {
            true => reader.date(days.first),
            false => format!("{} – {}", reader.date(days.first), reader.date(days.last)),
        },
        working_days: u64::from(absence.working_days),
        deputy: listed.deputy_name,
        reason: listed.reason,
        refused_because: listed.refused_because,
        announced: reader.short(absence.announced_at),
        standing,
        can_change: may_announce && to_come,
        can_withdraw: may_announce && (to_come || standing == Standing::Running),
        error: None,
    }
}

/// Those to come and running, the next one first; and those over, refused and taken back, the latest first.
pub(in crate::pages) fn coming_and_past(
    reader: &Reader,
    listed: Vec<Listed>,
    may_announce: bool,
) -> (Vec<AbsenceView>, Vec<AbsenceView>) {
    let (past, mut coming): (Vec<_>, Vec<_>) = listed
        .into_iter()
        .map(|listed| view(reader, listed, may_announce))
        .partition(|view| {
            matches!(
                view.standing,
                Standing::Ended | Standing::Refused | Standing::Withdrawn
            )
        });
    coming.reverse();
    (coming, past)
}

/// What a buyer is told of the seller's absence.
pub(in crate::pages) fn told(reader: &Reader, away: &Away) -> String {
    let last = reader.date(away.days.last);
    let when = match away.is_running {
        true => reader.one("absence-told-now", "last", &last),
        false => {
            let first = reader.date(away.days.first);
            reader.two("absence-told-soon", "first", &first, "last", &last)
        }
    };
    let clock = reader.texts.t(match away.stops_clock {
        true => "absence-told-stops",
        false => "absence-told-runs",
    });
    match &away.deputy {
        Some(deputy) => {
            let deputy = reader.one("absence-told-deputy", "deputy", deputy);
            format!("{when} {deputy} {clock}")
        }
        None => format!("{when} {clock}"),
    }
}
