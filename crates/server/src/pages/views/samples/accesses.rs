//! Access that a second person approves: asked for, running, and a form that was refused.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::page::Role;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{AccessForm, AccessRow, AccessesPage};

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("accesses", &listed(with)?)?,
        sample("accesses-refused", &refused(with)?)?,
    ])
}

fn row(with: &Ingredients) -> Result<AccessRow, Box<dyn Error>> {
    Ok(AccessRow {
        id: "01".to_owned(),
        asked_by: "Irena Zupan".to_owned(),
        at: with.sent(2)?,
        subject: Some("Cvetni prah, sušen, 250 g".to_owned()),
        conversation_url: "/conversations/01990".to_owned(),
        seller: "Čebelarstvo Hribar".to_owned(),
        seller_url: "/staff/sellers/hribar".to_owned(),
        reason: Some("Kupec poroča o nevarnem izdelku".to_owned()),
        ticket: Some("SUP-1042".to_owned()),
        state: "access-waiting",
        until: None,
        decided_by: None,
        decidable: true,
        endable: true,
        open: true,
    })
}

fn listed(with: &Ingredients) -> Result<AccessesPage, Box<dyn Error>> {
    let running = AccessRow {
        id: "02".to_owned(),
        subject: None,
        state: "access-running",
        until: Some(with.sent(1)?),
        decided_by: Some("Boris Kralj".to_owned()),
        decidable: false,
        ..row(with)?
    };
    let erased = AccessRow {
        id: "03".to_owned(),
        reason: None,
        ticket: None,
        state: "access-ended",
        endable: false,
        open: false,
        ..running.clone()
    };
    Ok(AccessesPage {
        page: with.page(Some(Role::Auditor), "/staff/accesses"),
        form: None,
        rows: vec![row(with)?, running, erased],
        older: Some("/staff/accesses?after=x".to_owned()),
        newest: Some("/staff/accesses".to_owned()),
    })
}

fn refused(with: &Ingredients) -> Result<AccessesPage, Box<dyn Error>> {
    Ok(AccessesPage {
        page: with.page(Some(Role::Auditor), "/staff/accesses"),
        form: Some(AccessForm {
            conversation: "x".to_owned(),
            error: Some(Refusal::AccessTarget.text(with.reader.texts)),
            ..AccessForm::default()
        }),
        rows: Vec::new(),
        older: None,
        newest: None,
    })
}
