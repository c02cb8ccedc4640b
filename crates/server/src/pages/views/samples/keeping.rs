//! Legal holds, and erasures of buyers.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::page::Role;
use crate::pages::views::staff::{
    Choice, DecidingErasure, ErasureForm, ErasureRow, ErasuresPage, HeldBy, HoldForm, HoldRow,
    HoldsPage, SaidRow,
};

fn id(number: u8) -> String {
    format!("019ab3c4-0000-7000-8000-0000000000{number:02}")
}

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("holds", &holds(with)?)?,
        sample("holds-none", &no_holds(with, None))?,
        sample("holds-refused", &refused_hold(with))?,
        sample("erasures", &erasures(with)?)?,
        sample("erasures-none", &no_erasures(with, None))?,
        sample("erasures-held", &refused_erasure(with)?)?,
    ])
}

fn choice(code: &'static str, key: &'static str) -> Choice {
    Choice {
        code,
        key,
        chosen: false,
    }
}

fn said(with: &Ingredients, by: &str, hours: i64) -> Result<SaidRow, Box<dyn Error>> {
    Ok(SaidRow {
        by: by.to_owned(),
        at: with.sent(hours)?,
        reason: Some("Zadeva 2026-114".to_owned()),
    })
}

fn hold(with: &Ingredients, number: u8, holds: bool) -> Result<HoldRow, Box<dyn Error>> {
    Ok(HoldRow {
        id: id(number),
        kind_key: "hold-kind-seller",
        subject: "hribar".to_owned(),
        holds,
        until: with.reader.until(with.hours_ago(-2_400)?),
        reason: holds.then(|| "Spor o vračilih pred sodiščem".to_owned()),
        by: "Pravna služba".to_owned(),
        at: with.sent(40)?,
        lifted: match holds {
            true => None,
            false => Some(said(with, "Pravna služba", 3)?),
        },
        liftable: holds,
    })
}

fn hold_form() -> HoldForm {
    HoldForm {
        kinds: vec![
            choice("conversation", "hold-kind-conversation"),
            choice("buyer", "hold-kind-buyer"),
            choice("seller", "hold-kind-seller"),
        ],
        ..HoldForm::default()
    }
}

fn holds(with: &Ingredients) -> Result<HoldsPage, Box<dyn Error>> {
    Ok(HoldsPage {
        rows: vec![hold(with, 41, true)?, hold(with, 42, false)?],
        older: Some("/staff/holds?after=1".to_owned()),
        ..no_holds(with, Some(hold_form()))
    })
}

fn no_holds(with: &Ingredients, form: Option<HoldForm>) -> HoldsPage {
    HoldsPage {
        page: with.page(Some(Role::Administrator), "/staff/holds"),
        form,
        error: None,
        rows: Vec::new(),
        older: None,
    }
}

fn refused_hold(with: &Ingredients) -> HoldsPage {
    HoldsPage {
        error: Some(with.reader.texts.t("hold-error-past")),
        ..no_holds(with, Some(hold_form()))
    }
}

fn erasure(
    with: &Ingredients,
    number: u8,
    deciding: DecidingErasure,
) -> Result<ErasureRow, Box<dyn Error>> {
    Ok(ErasureRow {
        id: id(number),
        buyer: "K-20931".to_owned(),
        state_key: "erasure-waits",
        ground_key: "erasure-ground-objection",
        asker_key: "erasure-asked-by-buyer",
        requested: said(with, "Podpora", 30)?,
        decided: None,
        approved: false,
        erased: None,
        held: None,
        deciding,
    })
}

fn erasures(with: &Ingredients) -> Result<ErasuresPage, Box<dyn Error>> {
    let mut done = erasure(with, 43, DecidingErasure::Nothing)?;
    done.state_key = "erasure-done";
    done.decided = Some(said(with, "Pravna služba", 20)?);
    done.approved = true;
    done.erased = Some(with.sent(20)?);
    let mut refused = erasure(with, 44, DecidingErasure::Nothing)?;
    refused.state_key = "erasure-refused";
    refused.decided = Some(said(with, "Pravna služba", 50)?);
    let form = ErasureForm {
        grounds: vec![choice("objection", "erasure-ground-objection")],
        askers: vec![choice("buyer", "erasure-asked-by-buyer")],
        ..ErasureForm::default()
    };
    Ok(ErasuresPage {
        rows: vec![
            erasure(with, 45, DecidingErasure::Form)?,
            erasure(with, 46, DecidingErasure::Own)?,
            done,
            refused,
        ],
        older: Some("/staff/erasures?after=1".to_owned()),
        ..no_erasures(with, Some(form))
    })
}

fn no_erasures(with: &Ingredients, form: Option<ErasureForm>) -> ErasuresPage {
    ErasuresPage {
        page: with.page(Some(Role::Administrator), "/staff/erasures"),
        form,
        error: None,
        rows: Vec::new(),
        older: None,
    }
}

fn refused_erasure(with: &Ingredients) -> Result<ErasuresPage, Box<dyn Error>> {
    let mut held = erasure(with, 47, DecidingErasure::Form)?;
    held.held = Some(HeldBy {
        kind_key: "hold-kind-seller",
        subject: "hribar".to_owned(),
        until: with.reader.until(with.hours_ago(-2_400)?),
        said: said(with, "Pravna služba", 40)?,
    });
    Ok(ErasuresPage {
        error: Some(with.reader.texts.t("erasure-error-held")),
        rows: vec![held],
        ..no_erasures(with, None)
    })
}
