//! All scanners for contact data, in the order in which they may claim a passage.

use super::super::lexicon::Lexicon;
use super::super::tokens::Tokens;
use super::digits::sequences;
use super::{Candidate, Claimed, Surroundings, email, handle, payment, phone, url};

/// Everything in one text. What one scanner has taken, the later ones leave alone.
pub(crate) fn contacts(
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
    payment::announced_accounts(tokens, &sequences, &mut claimed);
    phone::scan(tokens, lexicon, surroundings, &sequences, &mut claimed);
    handle::scan(tokens, &mut claimed);
    claimed.found
}
