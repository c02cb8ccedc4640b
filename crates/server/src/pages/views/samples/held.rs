//! Messages that a moderator looks at first, as the thread of the seller shows them.

use std::error::Error;

use super::Ingredients;
use crate::pages::views::author::AuthorKind;
use crate::pages::views::found::FoundView;
use crate::pages::views::message_text::parts;
use crate::pages::views::thread_entry::{Entry, HeldView};

/// A message that waits, and one that was not let through.
pub(super) fn entries(with: &Ingredients, found: FoundView) -> Result<Vec<Entry>, Box<dyn Error>> {
    let texts = with.reader.texts;
    let waiting = HeldView {
        id: "0199-held".to_owned(),
        author: AuthorKind::Agent,
        author_name: "Tilen Kovač".to_owned(),
        own: true,
        at: with.sent(2)?,
        parts: parts("Dogovorimo se raje mimo tržnice, bo ceneje."),
        found: vec![found],
        dispute: super::strikes::possible().map(Box::new),
        state: texts.t("held-waiting"),
        until: Some(with.sent(1)?),
        note: None,
        files: vec!["Račun 2026-1187.pdf".to_owned()],
        takes_back: true,
    };
    let ground = texts.t("review-ground-deal-outside");
    let refused = HeldView {
        id: "0199-refused".to_owned(),
        at: with.sent(30)?,
        state: with.reader.one("held-refused", "ground", &ground),
        until: None,
        note: Some("Plačilo poteka le prek tržnice.".to_owned()),
        files: Vec::new(),
        takes_back: false,
        dispute: super::strikes::struck().map(Box::new),
        ..waiting.clone()
    };
    Ok(vec![Entry::Held(refused), Entry::Held(waiting)])
}
