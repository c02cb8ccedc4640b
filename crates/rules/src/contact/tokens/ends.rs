//! Looking the words of a text up: as they stand, and with digits read as letters.

use super::super::lexicon::{Concept, Concepts, Lexicon, Meaning, Sense};
use super::{Hit, Numeral, Shape, Tokens};

/// Phrases of the lexicons have no more words than this.
const LONGEST: usize = 8;

/// What may be written with digits in the place of letters.
const NAMES: Concepts = Concepts::of(Concept::Messenger)
    .with(Concept::Social)
    .with(Concept::Wallet)
    .with(Concept::Provider);

pub(super) fn look_up(tokens: &mut Tokens<'_>, lexicon: &Lexicon) {
    let mut ends = Default::default();
    for first in 0..tokens.len() {
        match tokens.list[first].shape {
            Shape::Word => {}
            Shape::Mixed => {
                in_disguise(tokens, lexicon, first);
                continue;
            }
            _ => continue,
        }
        lexicon.words.begin(tokens.word(first), &mut ends);
        let mut last = first;
        loop {
            for meaning in lexicon.words.found(&ends) {
                note(tokens, meaning, first, last);
            }
            if last - first >= LONGEST || !lexicon.words.may_go_on(&ends) {
                break;
            }
            let Some(next) = next_word(tokens, last) else {
                break;
            };
            if !lexicon.words.go_on(tokens.word(next), &mut ends) {
                break;
            }
            last = next;
        }
    }
}

/// The next word, over a hyphen, a slash or an apostrophe at most.
fn next_word(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let skips = matches!(tokens.mark(at + 1), Some(b'-' | b'\'' | b'/'));
    let next = if skips { at + 2 } else { at + 1 };
    let token = tokens.get(next)?;
    (matches!(token.shape, Shape::Word | Shape::Digits)
        && token.sentence == tokens.list[at].sentence)
        .then_some(next)
}

fn note(tokens: &mut Tokens<'_>, meaning: Meaning, first: usize, last: usize) {
    let Meaning { sense, language } = meaning;
    match sense {
        Sense::Concept(concept) => {
            tokens.hits.push(Hit {
                concept,
                language,
                first,
                last,
            });
            for at in first..=last {
                tokens.concepts[at] = tokens.concepts[at].with(concept);
            }
        }
        Sense::Number(_) | Sense::Times(_) => {
            tokens.numerals[first] = Some(Numeral {
                sense,
                language,
                last,
            });
        }
    }
}

/// wh4ts4pp, v1ber, 1nstagram.
fn in_disguise(tokens: &mut Tokens<'_>, lexicon: &Lexicon, at: usize) {
    let word = tokens.word(at);
    if word.len() > 20 || !word.is_ascii() {
        return;
    }
    for one in ['i', 'l'] {
        let letters: String = tokens
            .word(at)
            .chars()
            .map(|c| match c {
                '0' => 'o',
                '1' => one,
                '3' => 'e',
                '4' => 'a',
                '5' => 's',
                '7' => 't',
                '8' => 'b',
                c => c,
            })
            .collect();
        let mut ends = Default::default();
        lexicon.words.begin(&letters, &mut ends);
        let found: Vec<Meaning> = lexicon.words.found(&ends).collect();
        for meaning in found {
            // Two letters and a digit are rather a model.
            let name = matches!(meaning.sense, Sense::Concept(concept) if NAMES.has(concept));
            if name && letters.len() > 4 {
                note(tokens, meaning, at, at);
            }
        }
    }
}
