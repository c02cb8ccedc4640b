//! The moderators' queue, and messages of it: waiting, decided, erased.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::author::AuthorKind;
use crate::pages::views::deadline::DerivationView;
use crate::pages::views::found::FoundView;
use crate::pages::views::message_text::{marked_parts, parts};
use crate::pages::views::page::Role;
use crate::pages::views::refusal::Refusal;
use crate::pages::views::staff::{
    AroundView, DecidedView, DecisionChoice, GroundChoice, ReviewPage, ReviewRow, ReviewsPage,
};

const TEXT: &str = "Pozdravljeni, dogovorimo se raje mimo tržnice, bo ceneje za oba.";

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("reviews", &queue(with)?)?,
        sample("reviews-empty", &empty(with))?,
        sample("review", &one(with)?)?,
        sample("review-refused", &refused(with)?)?,
        sample("review-decided", &decided(with)?)?,
    ])
}

fn queue(with: &Ingredients) -> Result<ReviewsPage, Box<dyn Error>> {
    let row = |subject: &str, cause: &str, state, hours: i64| {
        Ok::<_, Box<dyn Error>>(ReviewRow {
            id: format!("0199{hours}"),
            subject: subject.to_owned(),
            seller: "Studio Nit".to_owned(),
            cause: with.reader.texts.t(cause),
            due: with.reader.until(with.hours_ago(hours)?),
            overdue: hours > 0,
            state,
            free: state != "review-taken",
        })
    };
    let waiting = with
        .reader
        .two("review-waiting", "open", "3", "overdue", "1");
    Ok(ReviewsPage {
        page: with.page(Some(Role::Moderator), "/staff/reviews"),
        waiting,
        rows: vec![
            row("Naročilo L-20377", "review-cause-held", "review-yours", 2)?,
            row(
                "Naročilo L-20491",
                "review-cause-disputed",
                "review-taken",
                -1,
            )?,
            row("Lonec z medom", "review-cause-sampled", "review-free", -3)?,
        ],
        older: Some("/staff/reviews?after=1.0199".to_owned()),
        decides: true,
    })
}

fn empty(with: &Ingredients) -> ReviewsPage {
    ReviewsPage {
        page: with.page(Some(Role::Auditor), "/staff/reviews"),
        waiting: String::new(),
        rows: Vec::new(),
        older: None,
        decides: false,
    }
}

fn one(with: &Ingredients) -> Result<ReviewPage, Box<dyn Error>> {
    let texts = with.reader.texts;
    let derivation = with.derivation("2026-11-20T09:00:00Z")?;
    let span = rules::contact::Span { start: 33, end: 45 };
    let around = |author, text: &str, hours| {
        Ok::<_, Box<dyn Error>>(AroundView {
            author,
            at: with.sent(hours)?,
            parts: parts(text),
            itself: false,
        })
    };
    let ground = |code, name_key, key| GroundChoice {
        code,
        name_key,
        key,
    };
    Ok(ReviewPage {
        page: with.page(Some(Role::Moderator), "/staff/reviews/0199"),
        id: "0199".to_owned(),
        conversation: "01990".to_owned(),
        subject: "Naročilo L-20377".to_owned(),
        seller: "Studio Nit".to_owned(),
        seller_url: "/staff/sellers/nit".to_owned(),
        cause: texts.t("review-cause-disputed"),
        due: with.reader.until(with.hours_ago(1)?),
        overdue: true,
        derivation: DerivationView::new(&with.reader, &derivation),
        parts: marked_parts(TEXT, &[span]),
        unsent: true,
        found: vec![FoundView {
            words: "mimo tržnice".to_owned(),
            kind: texts.t("contact-kind-deal"),
            place: None,
            why: texts.t("contact-why-deal"),
            instead: texts.t("contact-instead-seller-deal"),
            then: Some(texts.t("contact-then-hold")),
            rule: "deal.outside".to_owned(),
        }],
        stated: Some("To je ime naše zbirke.".to_owned()),
        around: vec![
            around(AuthorKind::Buyer, "Dober dan, ali lahko dobim popust?", 4)?,
            AroundView {
                itself: true,
                ..around(AuthorKind::Agent, TEXT, 3)?
            },
        ],
        decided: None,
        choices: vec![
            DecisionChoice {
                name_key: "review-confirmed",
                about_key: "review-about-confirmed",
                grounds: vec![
                    ground("deal_outside", "review-ground-deal-outside", 3),
                    ground("marketing", "review-ground-marketing", 4),
                ],
            },
            DecisionChoice {
                name_key: "review-released",
                about_key: "review-about-released",
                grounds: vec![ground("harmless", "review-ground-harmless", 0)],
            },
        ],
        note: String::new(),
        error: None,
        earlier: vec![past(with, Some("Plačilo poteka le prek tržnice."))?],
    })
}

fn past(with: &Ingredients, note: Option<&str>) -> Result<DecidedView, Box<dyn Error>> {
    let texts = with.reader.texts;
    Ok(DecidedView {
        url: "/staff/reviews/0198".to_owned(),
        at: with.sent(300)?,
        decision: texts.t("review-confirmed"),
        ground: texts.t("review-ground-payment-outside"),
        cause: texts.t("review-cause-held"),
        note: note.map(str::to_owned),
    })
}

fn refused(with: &Ingredients) -> Result<ReviewPage, Box<dyn Error>> {
    Ok(ReviewPage {
        note: "Predolgo pojasnilo".repeat(30),
        error: Some(Refusal::ReasonEmpty.text(with.reader.texts)),
        overdue: false,
        stated: None,
        ..one(with)?
    })
}

/// The text has been erased since, and nothing was decided before.
fn decided(with: &Ingredients) -> Result<ReviewPage, Box<dyn Error>> {
    Ok(ReviewPage {
        parts: Vec::new(),
        found: Vec::new(),
        unsent: false,
        overdue: false,
        decided: Some(past(with, Some("Plačilo poteka le prek tržnice."))?),
        choices: Vec::new(),
        earlier: Vec::new(),
        ..one(with)?
    })
}
