//! One scanner per way of leading out; each reads the tokens once.

mod candidate;
mod check_digits;
mod digits;
mod domain;
mod email;
mod fit;
mod handle;
mod number_shapes;
mod payment;
mod phone;
mod phrase;
mod signs;
mod surroundings;
mod url;

pub(super) use candidate::{Candidate, Claimed};
pub(super) use digits::sequences;
pub(super) use surroundings::Surroundings;

use super::lexicon::Lexicon;
use super::tokens::Tokens;

/// Everything in one text. What one scanner has taken, the later ones leave alone.
pub(super) fn contacts(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
) -> Vec<Candidate> {
    let mut claimed = Claimed::new(&tokens.view.text);
    email::scan(tokens, lexicon, surroundings, &mut claimed);
    payment::accounts(tokens, &mut claimed);
    url::scan(tokens, lexicon, surroundings, &mut claimed);
    let sequences = sequences(tokens);
    payment::cards(tokens, &sequences, &mut claimed);
    phone::scan(tokens, lexicon, surroundings, &sequences, &mut claimed);
    handle::scan(tokens, &mut claimed);
    claimed.found
}

pub(super) use phrase::scan as phrases;
