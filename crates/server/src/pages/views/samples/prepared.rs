//! Files that are made by a job: waited for, ready, failed, and the forms that ask for them.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::page::Role;
use crate::pages::views::prepared::{AskForm, PreparedPage, PreparedRow, Progressed, Shown};
use crate::pages::views::refusal::Refusal;

const ID: &str = "019ac41e-5b0e-7c41-9f6a-3d2b1c0e4f5a";

pub(super) fn pages(with: &Ingredients) -> Made {
    let form = AskForm {
        buyer: "matjaz.oblak".to_owned(),
        reason: String::new(),
        error: Some((false, Refusal::ReasonEmpty.text(with.reader.texts))),
    };
    let nobody = AskForm {
        error: Some((true, Refusal::NoSuchBuyer.text(with.reader.texts))),
        ..form.clone()
    };
    let (buyer, staff) = (Role::Buyer, Role::Moderator);
    Ok(vec![
        sample(
            "my-data",
            &page(with, buyer.clone(), Shown::MyData, rows(with)?),
        )?,
        sample(
            "my-data-none",
            &page(with, buyer, Shown::MyData, Vec::new()),
        )?,
        sample(
            "files",
            &page(with, staff.clone(), Shown::Files, rows(with)?),
        )?,
        sample(
            "buyer-data",
            &page(with, staff.clone(), Shown::BuyerData(form), rows(with)?),
        )?,
        sample(
            "buyer-data-nobody",
            &page(with, staff, Shown::BuyerData(nobody), Vec::new()),
        )?,
    ])
}

fn page(with: &Ingredients, role: Role, shown: Shown, rows: Vec<PreparedRow>) -> PreparedPage {
    let path = match shown {
        Shown::Files => "/files",
        Shown::MyData => "/my-data",
        Shown::BuyerData(_) => "/staff/buyer-data",
    };
    PreparedPage {
        page: with.page(Some(role), path),
        shown,
        rows,
    }
}

fn rows(with: &Ingredients) -> Result<Vec<PreparedRow>, Box<dyn Error>> {
    let data = |progress| {
        Ok::<_, Box<dyn Error>>(PreparedRow {
            what: with.reader.texts.t("prepared-kind-data"),
            about: "matjaz.oblak".to_owned(),
            about_url: None,
            asked: with.reader.sent(with.hours_ago(1)?),
            until: with.reader.until(with.hours_ago(-167)?),
            progress,
        })
    };
    let dossier = PreparedRow {
        what: with.reader.texts.t("prepared-kind-dossier"),
        about: ID.to_owned(),
        about_url: Some(format!("/conversations/{ID}")),
        ..data(Progressed::Ready {
            url: format!("/files/{ID}"),
            size: "ZIP, 18,4 MB".to_owned(),
        })?
    };
    Ok(vec![
        data(Progressed::Waiting)?,
        dossier,
        data(Progressed::Failed)?,
    ])
}
