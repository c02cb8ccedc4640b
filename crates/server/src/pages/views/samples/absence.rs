//! The pages of planned absences.

use std::error::Error;

use rules::absence::Standing;

use super::{Ingredients, Made, sample};
use crate::pages::views::absence::{
    AbsenceChangePage, AbsenceForm, AbsenceView, AbsencesPage, StaffAbsencesPage,
};
use crate::pages::views::format::Reader;
use crate::pages::views::inbox::AgentOption;
use crate::pages::views::page::Role;

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("absences", &of_seller(with)?)?,
        sample("absences-empty", &empty(with))?,
        sample("absence-change", &change(with)?)?,
        sample("staff-absences", &for_staff(with)?)?,
        sample("staff-absences-empty", &for_staff_empty(with))?,
    ])
}

/// What a buyer is told of an absence.
pub(super) fn told_sample(reader: &Reader) -> String {
    let now = reader.one("absence-told-now", "last", "27. 11. 2026");
    let deputy = reader.one("absence-told-deputy", "deputy", "Tilen Kovač");
    format!("{now} {deputy} {}", reader.texts.t("absence-told-runs"))
}

pub(super) fn absence(
    with: &Ingredients,
    agent: Option<&str>,
    days: &str,
    standing: Standing,
) -> Result<AbsenceView, Box<dyn Error>> {
    let to_come = matches!(standing, Standing::Announced | Standing::Approved);
    Ok(AbsenceView {
        id: format!("{}-{}", standing.code(), days.len()),
        version: 1,
        seller: "Čebelarstvo Hribar".to_owned(),
        agent: agent.map(str::to_owned),
        days: days.to_owned(),
        working_days: 4,
        deputy: Some("Tilen Kovač".to_owned()),
        reason: None,
        refused_because: None,
        announced: with.short(30)?,
        standing,
        can_change: to_come,
        can_withdraw: to_come || standing == Standing::Running,
        error: None,
    })
}

fn of_seller(with: &Ingredients) -> Result<AbsencesPage, Box<dyn Error>> {
    let mut announced = absence(with, None, "24. 12. 2026 – 8. 1. 2027", Standing::Announced)?;
    announced.deputy = None;
    announced.working_days = 9;
    announced.reason = Some("Kolektivni dopust med prazniki".to_owned());
    let mut refused = absence(with, None, "1. 12. 2026 – 4. 12. 2026", Standing::Refused)?;
    refused.refused_because = Some(
        "Teden po črnem petku je za kupce najslabši čas; predlagamo en teden pozneje.".to_owned(),
    );
    let mut page = empty(with);
    page.coming = vec![
        absence(
            with,
            Some("Neža Hribar"),
            "19. 11. 2026 – 27. 11. 2026",
            Standing::Running,
        )?,
        absence(with, None, "7. 12. 2026 – 10. 12. 2026", Standing::Approved)?,
        announced,
    ];
    page.past = vec![
        refused,
        absence(with, None, "2. 11. 2026", Standing::Withdrawn)?,
        absence(
            with,
            Some("Tilen Kovač"),
            "3. 8. 2026 – 14. 8. 2026",
            Standing::Ended,
        )?,
    ];
    if let Some(form) = &mut page.form {
        let earliest =
            with.reader
                .one("absence-error-too-late-for-long", "earliest", "4. 12. 2026");
        form.error = Some(earliest);
        form.first = "2026-11-30".to_owned();
        form.last = "2026-12-11".to_owned();
    }
    Ok(page)
}

fn empty(with: &Ingredients) -> AbsencesPage {
    AbsencesPage {
        page: with.agent_page("/absences"),
        form: Some(form()),
        stops_clock: false,
        coming: Vec::new(),
        past: Vec::new(),
    }
}

fn form() -> AbsenceForm {
    let option = |name: &str| AgentOption {
        id: name.to_lowercase(),
        name: name.to_owned(),
        selected: false,
    };
    AbsenceForm {
        people: vec![option("Neža"), option("Tilen")],
        deputies: vec![option("Neža"), option("Tilen")],
        ..AbsenceForm::default()
    }
}

fn change(with: &Ingredients) -> Result<AbsenceChangePage, Box<dyn Error>> {
    let mut form = form();
    form.people.clear();
    form.first = "2026-12-07".to_owned();
    form.last = "2026-12-10".to_owned();
    Ok(AbsenceChangePage {
        page: with.agent_page("/absences"),
        absence: absence(with, None, "7. 12. 2026 – 10. 12. 2026", Standing::Approved)?,
        form,
    })
}

fn for_staff(with: &Ingredients) -> Result<StaffAbsencesPage, Box<dyn Error>> {
    let mut first = absence(
        with,
        None,
        "7. 12. 2026 – 10. 12. 2026",
        Standing::Announced,
    )?;
    first.reason = Some("Inventura in selitev skladišča".to_owned());
    let mut second = absence(with, None, "24. 12. 2026 – 8. 1. 2027", Standing::Announced)?;
    second.seller = "Studio Nit".to_owned();
    second.deputy = None;
    second.error = Some(with.reader.texts.t("absence-error-reason"));
    let mut page = for_staff_empty(with);
    page.waiting = vec![first, second];
    page.decided = vec![absence(
        with,
        None,
        "16. 11. 2026 – 20. 11. 2026",
        Standing::Running,
    )?];
    Ok(page)
}

fn for_staff_empty(with: &Ingredients) -> StaffAbsencesPage {
    StaffAbsencesPage {
        page: with.page(Some(Role::Moderator), "/staff/absences"),
        may_decide: true,
        waiting: Vec::new(),
        decided: Vec::new(),
    }
}
