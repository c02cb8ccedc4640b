//! What surrounds writing, and the pages of quick replies, mentions, keys and calls to the marketplace.

use std::error::Error;

use super::{Ingredients, Made, sample};
use crate::pages::views::ask::TopicView;
use crate::pages::views::escalations::{EscalationRow, EscalationsPage};
use crate::pages::views::keys::KeysPage;
use crate::pages::views::mentions::{MentionRow, MentionsPage};
use crate::pages::views::page::Role;
use crate::pages::views::quick_replies::{
    PreviewPart, QuickRepliesPage, QuickReplyFormPage, QuickReplyRow, VariableView, VariantField,
};
use crate::pages::views::writing::{Mentionable, NextStep, QuickReplyChoice, Writing};

const TEXT: &str =
    "Pozdravljeni, paket {{tracking}} je na poti. Pričakujete ga lahko {{expected}}.";

pub(super) fn pages(with: &Ingredients) -> Made {
    Ok(vec![
        sample("quick-replies", &quick_replies(with))?,
        sample("quick-replies-empty", &no_quick_replies(with))?,
        sample("quick-reply", &quick_reply(with))?,
        sample("quick-reply-refused", &refused(with))?,
        sample("mentions", &mentions(with)?)?,
        sample("mentions-empty", &no_mentions(with))?,
        sample("keys", &keys(with))?,
        sample("escalations", &escalations(with)?)?,
        sample("escalations-empty", &no_escalations(with))?,
    ])
}

pub(super) fn of_agent(with: &Ingredients) -> Result<Writing, Box<dyn Error>> {
    let choice = |name: &str, shortcut: &str| QuickReplyChoice {
        id: format!("0199-{shortcut}"),
        name: name.to_owned(),
        shortcut: shortcut.to_owned(),
        beginning: TEXT.to_owned(),
    };
    let mentionable = |id: &str, name: &str| Mentionable {
        id: id.to_owned(),
        name: name.to_owned(),
    };
    Ok(Writing {
        quick_replies: vec![
            choice("Paket je na poti", "na-poti"),
            choice("Reklamacija: prosimo za fotografijo", "fotografija"),
        ],
        manages_quick_replies: true,
        gaps: vec!["{{tracking}}".to_owned()],
        keeps_draft: true,
        draft_version: 2,
        draft_at: Some(with.sent(3)?),
        mentionable: vec![
            mentionable("tilen", "Tilen Kovač"),
            mentionable("ursa", "Urša Pirc"),
        ],
        ..Writing::default()
    })
}

pub(super) fn of_buyer(with: &Ingredients) -> Writing {
    Writing {
        keeps_draft: true,
        next: Some(NextStep::SellerAnswers {
            possible_at: Some(with.reader.now.to_string()),
        }),
        ..Writing::default()
    }
}

pub(super) fn of_staff(with: &Ingredients) -> Result<Writing, Box<dyn Error>> {
    Ok(Writing {
        escalated: Some(with.sent(2)?),
        ..Writing::default()
    })
}

pub(super) fn topics(with: &Ingredients, codes: &[&str]) -> Vec<TopicView> {
    let topic = |code: &&str| TopicView {
        url: format!("/ask?order=L-20491&topic={code}"),
        label: with.reader.texts.t(&format!("ask-topic-{code}")),
        text: with.reader.texts.t(&format!("ask-words-{code}")),
        current: *code == "damaged",
    };
    codes.iter().map(topic).collect()
}

fn quick_replies(with: &Ingredients) -> QuickRepliesPage {
    let row = |name: &str, shortcut: &str, used| QuickReplyRow {
        url: format!("/quick-replies/{shortcut}"),
        name: name.to_owned(),
        shortcut: shortcut.to_owned(),
        beginning: TEXT.to_owned(),
        languages: vec!["sl", "en"],
        used,
    };
    QuickRepliesPage {
        page: with.agent_page("/quick-replies"),
        rows: vec![
            row("Paket je na poti", "na-poti", 214),
            row("Reklamacija: prosimo za fotografijo", "fotografija", 1),
        ],
        word: String::new(),
        manages: true,
    }
}

fn no_quick_replies(with: &Ingredients) -> QuickRepliesPage {
    let mut page = quick_replies(with);
    page.rows.clear();
    page
}

fn quick_reply(with: &Ingredients) -> QuickReplyFormPage {
    let field = |code, name, text: &str, is_default| VariantField {
        code,
        name,
        text: text.to_owned(),
        is_default,
        is_open: !text.is_empty(),
        preview: match text {
            "" => Vec::new(),
            _ => vec![
                PreviewPart::Words("Pozdravljeni, paket ".to_owned()),
                PreviewPart::Value("LX123456785SI".to_owned()),
                PreviewPart::Words(" je na poti.".to_owned()),
            ],
        },
    };
    QuickReplyFormPage {
        page: with.agent_page("/quick-replies/0199"),
        action: "/quick-replies/0199".to_owned(),
        is_new: false,
        version: 3,
        name: "Paket je na poti".to_owned(),
        shortcut: "na-poti".to_owned(),
        variants: vec![
            field("sl", "Slovenščina", TEXT, true),
            field("en", "English", "Hello, your parcel is on its way.", false),
            field("de", "Deutsch", "", false),
        ],
        variables: vec![
            VariableView {
                placeholder: "{{tracking}}".to_owned(),
                meaning: with.reader.texts.t("quick-meaning-tracking"),
            },
            VariableView {
                placeholder: "{{expected}}".to_owned(),
                meaning: with.reader.texts.t("quick-meaning-expected"),
            },
        ],
        error: None,
        previews: true,
    }
}

fn refused(with: &Ingredients) -> QuickReplyFormPage {
    QuickReplyFormPage {
        is_new: true,
        previews: false,
        error: Some(with.reader.texts.t("quick-error-shortcut")),
        ..quick_reply(with)
    }
}

fn mentions(with: &Ingredients) -> Result<MentionsPage, Box<dyn Error>> {
    let row = |text: &str, unread, hours| {
        Ok::<_, Box<dyn Error>>(MentionRow {
            url: format!("/conversations/0199{hours}"),
            subject: "Naročilo L-20491".to_owned(),
            buyer: "Matjaž Oblak".to_owned(),
            by: "Tilen Kovač".to_owned(),
            text: text.to_owned(),
            at: with.sent(hours)?,
            unread,
        })
    };
    Ok(MentionsPage {
        page: with.agent_page("/mentions"),
        rows: vec![
            row("@neza, ali lahko potrdiš vračilo kupnine?", true, 2)?,
            row("@neza je že govorila s kurirjem.", false, 70)?,
        ],
    })
}

fn no_mentions(with: &Ingredients) -> MentionsPage {
    MentionsPage {
        page: with.agent_page("/mentions"),
        rows: Vec::new(),
    }
}

fn keys(with: &Ingredients) -> KeysPage {
    KeysPage {
        page: with.agent_page("/keys"),
        single_keys: true,
    }
}

fn escalations(with: &Ingredients) -> Result<EscalationsPage, Box<dyn Error>> {
    let row = |subject: &str, hours: i64| {
        Ok::<_, Box<dyn Error>>(EscalationRow {
            id: format!("0199{hours}"),
            subject: subject.to_owned(),
            seller: "Studio Nit".to_owned(),
            buyer: "Matjaž Oblak".to_owned(),
            at: with.sent(hours)?,
            waits: with.reader.rough(jiff::SignedDuration::from_hours(hours)),
            version: 4,
        })
    };
    Ok(EscalationsPage {
        page: with.page(Some(Role::Moderator), "/staff/escalations"),
        rows: vec![row("Naročilo L-20377", 30)?, row("Naročilo L-20491", 1)?],
        takes_over: true,
    })
}

fn no_escalations(with: &Ingredients) -> EscalationsPage {
    EscalationsPage {
        page: with.page(Some(Role::Auditor), "/staff/escalations"),
        rows: Vec::new(),
        takes_over: false,
    }
}
