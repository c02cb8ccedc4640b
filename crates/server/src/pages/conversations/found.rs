//! What was found in a text that its writer has before it again, and what was found in messages that were sent.

use rules::conversation::AuthorKind;
use rules::ids::AttachmentId;
use rules::moderation::{Measure, Quoted};

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

/// What is found in a text that was typed, and in the files beside it.
pub(super) async fn found(
    visit: &Visit,
    writing: Writing,
    text: &str,
    attachments: &[AttachmentId],
) -> Result<Vec<FoundView>, ActionError> {
    let command = Check {
        writing,
        text: text.to_owned(),
        attachments: attachments.to_vec(),
    };
    let checked = check(&visit.app, visit.viewer(), command).await?;
    let texts = Texts::of(visit.identity.language);
    let found = checked.found.into_iter();
    Ok(found
        .map(|found| view(texts, checked.author, &found))
        .collect())
}

/// One finding for those who see all of the message.
pub(in crate::pages) fn view(texts: &Texts, author: AuthorKind, found: &Quoted) -> FoundView {
    let judged = &found.judged;
    let finding = &judged.finding;
    FoundView {
        words: found.words.clone(),
        kind: texts.t(words::kind_key(finding.kind)),
        place: words::place_key(finding.place).map(|key| texts.t(key)),
        why: texts.t(words::why_key(finding.reason, finding.kind)),
        instead: texts.t(words::instead_key(author, finding)),
        then: (judged.measure != Measure::Allow).then(|| texts.t(words::then_key(author, judged))),
        rule: finding.rule.clone(),
    }
}
