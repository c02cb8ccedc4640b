//! What surrounds writing in a thread, worded for the side that reads.

use jiff::Timestamp;
use rules::access::{Action, Viewer};
use rules::conversation::{ConversationState, WaitsFor, escalation_possible_at};
use rules::quick_reply::unfilled;
use rules::settings::Settings;
use store::quick_replies::Stored;

use super::list::snippet;
use super::thread_page::side;
use crate::actions::conversations::read::Thread;
use crate::actions::quick_replies::keep;
use crate::actions::settings;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::pages::views::format::Reader;
use crate::pages::views::thread::Side;
use crate::pages::views::writing::{Mentionable, NextStep, QuickReplyChoice, Writing};
use crate::pages::visit::Visit;

/// Looks up what the forms of this thread need. `typed` is the text in the form, where it is shown again.
pub(super) async fn writing(
    visit: &Visit,
    reader: &Reader,
    thread: &Thread,
    typed: &str,
) -> Result<Writing, ActionError> {
    let side = side(visit.viewer());
    let settings = settings::known(&visit.app).await?;
    let quick_replies = match visit.may(Action::UseQuickReplies) && visit.may(Action::WriteMessage)
    {
        true => keep::list(&visit.app, visit.viewer()).await?,
        false => Vec::new(),
    };
    let escalated = thread.conversation.escalated_at.map(|at| reader.sent(at));
    let draft = thread.draft.as_ref();
    let shown = match typed {
        "" => draft.map_or("", |draft| draft.text.as_str()),
        typed => typed,
    };
    Ok(Writing {
        who_reads: who_reads(&settings, side, visit.identity.language),
        next: (side == Side::Buyer)
            .then(|| next_step(reader, thread, settings.escalation_allowed))
            .flatten(),
        escalated: escalated.filter(|_| side != Side::Buyer),
        quick_replies: quick_replies.iter().map(choice).collect(),
        manages_quick_replies: visit.may(Action::ManageQuickReplies),
        gaps: match side {
            Side::Buyer => Vec::new(),
            Side::Seller | Side::Staff => unfilled(shown)
                .into_iter()
                .map(|gap| gap.placeholder())
                .collect(),
        },
        keeps_draft: visit.may(Action::KeepDraft),
        draft_version: draft.map_or(0, |draft| draft.version),
        draft_at: draft
            .filter(|_| typed.is_empty())
            .map(|draft| reader.sent(draft.updated_at)),
        mentionable: match visit.may(Action::WriteNote) {
            true => mentionable(visit.viewer(), thread),
            false => Vec::new(),
        },
    })
}

/// The marketplace's own words on who reads and what is checked, for a buyer.
pub(super) fn who_reads(settings: &Settings, side: Side, language: Language) -> Option<String> {
    let text = match language {
        Language::Slovene => &settings.notice_sl,
        Language::English => &settings.notice_en,
    };
    (side == Side::Buyer && !text.is_empty()).then(|| text.as_str().to_owned())
}

fn next_step(reader: &Reader, thread: &Thread, escalation_allowed: bool) -> Option<NextStep> {
    let conversation = &thread.conversation;
    if let Some(at) = conversation.escalated_at {
        return Some(NextStep::Escalated(reader.sent(at)));
    }
    let possible_at = escalation_possible_at(conversation).filter(|_| escalation_allowed);
    match (WaitsFor::of(conversation), conversation.state) {
        (_, ConversationState::Closed) => Some(NextStep::Closed),
        (WaitsFor::Seller, _) => Some(match possible_at {
            Some(at) if at <= reader.now => NextStep::MayEscalate,
            at => NextStep::SellerAnswers {
                possible_at: at.map(|at: Timestamp| at.to_string()),
            },
        }),
        // What was said to need no reply has a form of its own.
        (WaitsFor::Buyer, _) => {
            let waived = conversation.open_deadline().is_some();
            let answered = conversation.deadline.is_some() && !waived;
            answered.then_some(NextStep::SellerAnswered)
        }
        (WaitsFor::Marketplace | WaitsFor::Nobody, _) => None,
    }
}

fn choice(stored: &Stored) -> QuickReplyChoice {
    let variants = &stored.content.variants;
    let text = variants.get(variants.default_language());
    QuickReplyChoice {
        id: stored.id.to_string(),
        name: stored.content.name.clone(),
        shortcut: stored.content.shortcut.as_str().to_owned(),
        beginning: snippet(text.map(|text| text.as_str())),
    }
}

/// The seller's active agents, but not oneself.
fn mentionable(viewer: &Viewer, thread: &Thread) -> Vec<Mentionable> {
    let own = match viewer {
        Viewer::Agent { agent, .. } => Some(agent),
        _ => None,
    };
    let others = thread
        .agents
        .iter()
        .filter(|agent| agent.active && Some(&agent.id) != own);
    others
        .map(|agent| Mentionable {
            id: agent.id.to_string(),
            name: agent.name.clone(),
        })
        .collect()
}
