//! What was found in a text that its writer has before it again, and what was found in messages that were sent.

use rules::conversation::AuthorKind;
use rules::moderation::{Judged, Measure};

use crate::actions::moderation::{Check, Writing, check, words};
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::views::found::FoundView;
use crate::pages::visit::Visit;

/// Whether a refusal is because of words that were found; `true` where the writer may send them all the same.
pub(super) fn asked(error: &ActionError) -> Option<bool> {
    match error {
        ActionError::Conflict { code, .. } if *code == "contact_confirm" => Some(true),
        ActionError::Invalid { code, .. } if *code == "contact_refused" => Some(false),
        _ => None,
    }
}

/// What is found in a text that was typed.
pub(super) async fn found(
    visit: &Visit,
    writing: Writing,
    text: &str,
) -> Result<Vec<FoundView>, ActionError> {
    let text = text.to_owned();
    let command = Check {
        writing,
        text: text.clone(),
    };
    let checked = check(&visit.app, visit.viewer(), command).await?;
    let texts = Texts::of(visit.identity.language);
    let view = |judged: &Judged| view(texts, checked.author, &text, judged);
    Ok(checked.judged.iter().map(view).collect())
}

/// One finding for those who see the whole text.
pub(super) fn view(texts: &Texts, author: AuthorKind, text: &str, judged: &Judged) -> FoundView {
    let finding = &judged.finding;
    let length = finding.span.end.saturating_sub(finding.span.start);
    FoundView {
        words: text.chars().skip(finding.span.start).take(length).collect(),
        kind: texts.t(words::kind_key(finding.kind)),
        why: texts.t(words::why_key(finding.reason, finding.kind)),
        instead: texts.t(words::instead_key(author, finding.kind)),
        then: (judged.measure != Measure::Allow)
            .then(|| texts.t(words::then_key(author, judged.measure))),
        rule: finding.rule.clone(),
    }
}
