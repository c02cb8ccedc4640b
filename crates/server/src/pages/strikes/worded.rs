//! Violations in the reader's words.

use rules::contact::{Place, Span};
use rules::moderation::{Contest, ContestOutcome, Strike};

use crate::actions::moderation::strikes::{Listed, Texts};
use crate::actions::moderation::words;
use crate::error::ActionError;
use crate::i18n::Texts as Words;
use crate::pages::conversations::found_view;
use crate::pages::views::format::Reader;
use crate::pages::views::found::FoundView;
use crate::pages::views::message_text::{TextPart, marked_parts};
use crate::pages::views::strikes::{
    ContestRow, ContestView, Contesting, OutcomeView, StrikeView, TextForm,
};
use crate::pages::visit::Visit;

/// One violation for somebody who reads only.
pub(in crate::pages) fn view(reader: &Reader, listed: &Listed) -> StrikeView {
    let strike = &listed.strike;
    let nothing = Texts::default();
    let texts = listed.texts.as_ref().unwrap_or(&nothing);
    let evidence = texts.evidence.as_ref();
    let (parts, found) = rests_on(reader, texts);
    let given = strike.given_at.to_zoned(reader.zone.clone());
    StrikeView {
        id: strike.id.to_string(),
        url: url(strike),
        conversation_url: format!("/conversations/{}", strike.conversation),
        standing: strike.standing(reader.now),
        counts: strike.counts(reader.now),
        ground: reader.texts.t(words::ground_key(strike.ground)),
        day: reader.date(given.date()),
        given: reader.sent(strike.given_at),
        expires: reader.until(strike.expires_at),
        written: evidence.map(|evidence| reader.sent(evidence.written_at)),
        parts,
        found,
        contest: strike
            .contest
            .as_ref()
            .map(|contest| contest_view(reader, contest, texts)),
        contesting: Contesting::Nothing,
    }
}

/// Whether the seller's person who reads contests it, with the form as it was sent.
pub(super) fn contesting(
    reader: &Reader,
    strike: &Strike,
    owner: bool,
    form: TextForm,
) -> Contesting {
    let until = || reader.until(strike.contest_until);
    match strike.contestable(reader.now) {
        Ok(()) if owner => Contesting::Form(until(), form),
        Ok(()) => Contesting::Owner(until()),
        Err(_) if strike.contest.is_some() => Contesting::Nothing,
        Err(_) => Contesting::Over,
    }
}

/// One violation in a list for staff, without its words.
pub(super) fn row(reader: &Reader, listed: &Listed, gave_it: bool) -> ContestRow {
    let strike = &listed.strike;
    let contested = strike.contest.as_ref().map(|contest| contest.at);
    ContestRow {
        url: url(strike),
        seller: listed.seller_name.clone(),
        ground: reader.texts.t(words::ground_key(strike.ground)),
        contested: reader.sent(contested.unwrap_or(strike.given_at)),
        given: reader.sent(strike.given_at),
        gave_it,
    }
}

/// What is said of a text that cannot be taken; any other error stays one.
pub(super) fn refusal(visit: &Visit, error: ActionError) -> Result<String, ActionError> {
    let key = match &error {
        ActionError::Invalid { code, .. } => match *code {
            "text_empty" | "text_too_long" => "strike-error-text",
            "text_control_character" => "strike-error-unshowable",
            _ => return Err(error),
        },
        _ => return Err(error),
    };
    Ok(Words::of(visit.identity.language).t(key))
}

fn url(strike: &Strike) -> String {
    format!("/staff/strikes/{}", strike.id)
}

fn rests_on(reader: &Reader, texts: &Texts) -> (Vec<TextPart>, Vec<FoundView>) {
    let Some(evidence) = &texts.evidence else {
        return (Vec::new(), Vec::new());
    };
    let Some(text) = &evidence.text else {
        return (Vec::new(), Vec::new());
    };
    let in_text = evidence.findings.iter().map(|found| &found.judged);
    let spans: Vec<Span> = in_text
        .filter(|judged| judged.finding.place == Place::Text)
        .map(|judged| judged.finding.span)
        .collect();
    let found = evidence.findings.iter();
    let found = found.map(|found| found_view(reader.texts, evidence.author, found));
    (marked_parts(text, &spans), found.collect())
}

fn contest_view(reader: &Reader, contest: &Contest, texts: &Texts) -> ContestView {
    ContestView {
        at: reader.sent(contest.at),
        text: texts.contest.clone(),
        outcome: contest.decided.map(|decided| OutcomeView {
            key: match decided.outcome {
                ContestOutcome::Upheld => "strike-outcome-upheld",
                ContestOutcome::Lifted => "strike-outcome-lifted",
            },
            at: reader.sent(decided.at),
            because: texts.because.clone(),
        }),
    }
}
