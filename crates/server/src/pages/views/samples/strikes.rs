//! The pages of violations and contests.

use std::error::Error;

use rules::contact::Span;
use rules::moderation::Standing;

use super::{Ingredients, Made, sample};
use crate::pages::views::found::FoundView;
use crate::pages::views::message_text::marked_parts;
use crate::pages::views::page::Role;
use crate::pages::views::strikes::{
    ContestRow, ContestView, Contesting, ContestsPage, Deciding, OutcomeView, StrikePage,
    StrikeView, TextForm, ViolationsPage,
};
use crate::pages::views::thread::ThreadPage;
use crate::pages::views::thread_entry::{AnswerView, DisputeStep, DisputeView, Entry};

const ID: &str = "019ac41e-5b0e-7c41-9f6a-3d2b1c0e4f5a";

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("thread-disputed", &thread(with)?)?,
        sample("violations", &of_seller(with)?)?,
        sample("violations-none", &none(with))?,
        sample("contests", &contests(with)?)?,
        sample("contests-none", &no_contests(with))?,
        sample("contest", &one(with, Deciding::Form(refused(with)))?)?,
        sample("contest-gave", &one(with, Deciding::GaveIt)?)?,
        sample("contest-may-not", &one(with, Deciding::MayNot)?)?,
    ])
}

/// Messages in which something was found, as far as their side can do something about it and a person has.
fn thread(with: &Ingredients) -> Result<ThreadPage, Box<dyn Error>> {
    let mut thread = super::thread::agent(with)?;
    let mut disputes = disputes(with)?.into_iter();
    for entry in &mut thread.entries {
        if let Entry::Message(message) = entry {
            message.found = vec![super::thread::found(with)];
            message.dispute = disputes.next().map(Box::new);
        }
    }
    Ok(thread)
}

/// What stands below messages in which something was found.
fn disputes(with: &Ingredients) -> Result<Vec<DisputeView>, Box<dyn Error>> {
    let view = |number: usize, step| DisputeView {
        message: format!("{number}{}", &ID[1..]),
        step,
    };
    Ok(vec![
        view(1, DisputeStep::Form),
        view(2, DisputeStep::Waits(with.sent(-3)?)),
        view(
            3,
            DisputeStep::Answered(AnswerView {
                key: "dispute-dismissed-seller",
                ground: ground(with),
                is_strike: true,
                note: Some("Številka je sledilna številka pošiljke.".to_owned()),
                at: with.sent(2)?,
            }),
        ),
    ])
}

/// Below a message that is held.
pub(super) fn possible() -> Option<DisputeView> {
    Some(DisputeView {
        message: format!("8{}", &ID[1..]),
        step: DisputeStep::Form,
    })
}

/// Below a message that was refused.
pub(super) fn struck() -> Option<DisputeView> {
    Some(DisputeView {
        message: format!("9{}", &ID[1..]),
        step: DisputeStep::Struck,
    })
}

fn ground(with: &Ingredients) -> String {
    with.reader.texts.t("review-ground-contact-data")
}

pub(super) fn strike(
    with: &Ingredients,
    number: usize,
    standing: Standing,
) -> Result<StrikeView, Box<dyn Error>> {
    let texts = with.reader.texts;
    let text = "Lahko me pokličete na 041 123 456, bo hitreje.";
    Ok(StrikeView {
        id: format!("{number}{}", &ID[1..]),
        url: format!("/staff/strikes/{ID}"),
        conversation_url: format!("/conversations/{ID}"),
        standing,
        counts: !matches!(standing, Standing::Lifted | Standing::Expired),
        ground: ground(with),
        day: "18. 11. 2026".to_owned(),
        given: with.sent(48)?,
        expires: with.sent(-2_000)?,
        written: Some(with.sent(50)?),
        parts: marked_parts(text, &[Span { start: 22, end: 33 }]),
        found: vec![FoundView {
            words: "041 123 456".to_owned(),
            kind: texts.t("contact-kind-phone"),
            place: None,
            why: texts.t("contact-why-phone"),
            instead: texts.t("contact-instead-seller-contact"),
            then: None,
            rule: "phone.national".to_owned(),
        }],
        contest: None,
        contesting: Contesting::Nothing,
    })
}

fn contest(
    with: &Ingredients,
    outcome: Option<&'static str>,
) -> Result<ContestView, Box<dyn Error>> {
    let at = with.sent(1)?;
    Ok(ContestView {
        at: with.sent(20)?,
        text: Some(
            "To je številka dostavne službe.\nKupec jo potrebuje, ker paket čaka.".to_owned(),
        ),
        outcome: outcome.map(|key| OutcomeView {
            key,
            at,
            because: Some("Številka je res javna številka dostavne službe.".to_owned()),
        }),
    })
}

fn of_seller(with: &Ingredients) -> Result<ViolationsPage, Box<dyn Error>> {
    let until = || with.sent(-4_000);
    let mut new = strike(with, 1, Standing::Counts)?;
    new.contesting = Contesting::Form(until()?, refused(with));
    let mut read = strike(with, 2, Standing::Counts)?;
    read.contesting = Contesting::Owner(until()?);
    let mut waits = strike(with, 3, Standing::Contested)?;
    waits.contest = Some(contest(with, None)?);
    let mut lifted = strike(with, 4, Standing::Lifted)?;
    lifted.contest = Some(contest(with, Some("strike-outcome-lifted"))?);
    let mut upheld = strike(with, 5, Standing::Upheld)?;
    upheld.contest = Some(contest(with, Some("strike-outcome-upheld"))?);
    let mut over = strike(with, 6, Standing::Expired)?;
    over.contesting = Contesting::Over;
    over.parts.clear();
    over.found.clear();
    Ok(ViolationsPage {
        counting: 4,
        strikes: vec![new, read, waits, lifted, upheld, over],
        ..none(with)
    })
}

fn none(with: &Ingredients) -> ViolationsPage {
    ViolationsPage {
        page: with.agent_page("/violations"),
        counting: 0,
        strikes: Vec::new(),
    }
}

fn contests(with: &Ingredients) -> Result<ContestsPage, Box<dyn Error>> {
    let row = |seller: &str, gave_it| -> Result<ContestRow, Box<dyn Error>> {
        Ok(ContestRow {
            url: format!("/staff/strikes/{ID}"),
            seller: seller.to_owned(),
            ground: ground(with),
            contested: with.sent(20)?,
            given: with.sent(48)?,
            gave_it,
        })
    };
    Ok(ContestsPage {
        waiting: vec![row("Čebelarstvo Hribar", false)?, row("Studio Nit", true)?],
        ..no_contests(with)
    })
}

fn no_contests(with: &Ingredients) -> ContestsPage {
    ContestsPage {
        page: with.page(Some(Role::Moderator), "/staff/strikes"),
        waiting: Vec::new(),
    }
}

fn refused(with: &Ingredients) -> TextForm {
    TextForm {
        text: String::new(),
        error: Some(with.reader.texts.t("strike-error-text")),
    }
}

fn one(with: &Ingredients, deciding: Deciding) -> Result<StrikePage, Box<dyn Error>> {
    let mut strike = strike(with, 1, Standing::Contested)?;
    strike.contest = Some(contest(with, None)?);
    Ok(StrikePage {
        page: with.page(Some(Role::Moderator), "/staff/strikes"),
        seller: "Čebelarstvo Hribar".to_owned(),
        seller_url: "/staff/sellers/hribar".to_owned(),
        strike,
        deciding,
    })
}
