//! The signs of addresses, plain, in brackets or as words.

use super::super::lexicon::Concept;
use super::super::tokens::Tokens;

/// How a sign was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    Plain,
    /// (at), [dot], -at-
    Framed,
    /// A word that means nothing else.
    Word,
    /// A word that means something else as well.
    Weak,
}

/// The sign that begins at this token, and the token behind it.
pub(crate) fn at(tokens: &Tokens<'_>, from: usize) -> Option<(Sign, usize)> {
    if tokens.is_mark(from, b'@') {
        return Some((Sign::Plain, from + 1));
    }
    let means = |at: usize| tokens.means(at, Concept::At) || tokens.means(at, Concept::WeakAt);
    if let Some(behind) = framed(tokens, from, |at| {
        means(at) || tokens.is_mark(at, b'@') || tokens.word(at) == "a"
    }) {
        return Some((Sign::Framed, behind));
    }
    word(tokens, from, Concept::At, Concept::WeakAt)
}

/// The dot of a domain or a name.
pub(crate) fn dot(tokens: &Tokens<'_>, from: usize) -> Option<(Sign, usize)> {
    if tokens.is_mark(from, b'.') {
        return Some((Sign::Plain, from + 1));
    }
    let means = |at: usize| {
        tokens.means(at, Concept::Dot)
            || tokens.means(at, Concept::WeakDot)
            || tokens.is_mark(at, b'.')
    };
    if let Some(behind) = framed(tokens, from, means) {
        return Some((Sign::Framed, behind));
    }
    word(tokens, from, Concept::Dot, Concept::WeakDot)
}

fn word(tokens: &Tokens<'_>, from: usize, sure: Concept, weak: Concept) -> Option<(Sign, usize)> {
    let mut behind = from + 1;
    if tokens.means(from, sure) {
        // Phrases such as "at sign" are one sign.
        while tokens.means(behind, sure) {
            behind += 1;
        }
        return Some((Sign::Word, behind));
    }
    tokens.means(from, weak).then_some((Sign::Weak, behind))
}

/// A sign between two frames that belong together.
fn framed(tokens: &Tokens<'_>, from: usize, inside: impl Fn(usize) -> bool) -> Option<usize> {
    let close = match tokens.mark(from)? {
        b'(' => b')',
        b'[' => b']',
        b'{' => b'}',
        b'<' => b'>',
        same @ (b'-' | b'_' | b'*' | b'~' | b'|' | b'"' | b'/') => same,
        _ => return None,
    };
    (inside(from + 1) && tokens.is_mark(from + 2, close)).then_some(from + 3)
}
