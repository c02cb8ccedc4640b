//! Domains: labels, dots in every disguise, and an end that exists.

use super::super::lexicon::{Concept, Lexicon};
use super::super::tokens::{Shape, Tokens};
use super::signs::{Sign, dot};

const MOST_LABELS: usize = 8;

#[derive(Debug, Clone)]
pub(crate) struct Domain {
    pub(crate) name: String,
    /// The last token.
    pub(crate) last: usize,
    /// The token of the top-level label.
    pub(crate) top: usize,
    /// The label is also a word.
    pub(crate) top_is_word: bool,
    pub(crate) labels: usize,
    /// A dot is written as a word or in brackets.
    pub(crate) in_words: bool,
    /// There are spaces around a dot.
    pub(crate) apart: bool,
    /// It has a dot that means something else as well.
    pub(crate) weak: bool,
    /// Any label but the last has a letter.
    pub(crate) lettered: bool,
}

/// The longest domain that begins at this token.
pub(crate) fn domain(tokens: &Tokens<'_>, from: usize, lexicon: &Lexicon) -> Option<Domain> {
    let mut found: Option<Domain> = None;
    let mut domain = Domain {
        name: String::new(),
        last: from,
        top: from,
        top_is_word: false,
        labels: 0,
        in_words: false,
        apart: false,
        weak: false,
        lettered: false,
    };
    let mut at = from;
    while domain.labels < MOST_LABELS {
        let label_start = domain.name.len();
        let Some(end) = label(tokens, at, &mut domain.name) else {
            break;
        };
        domain.labels += 1;
        // An ending of the language may hang on it: gmail.com-a.
        let top = lexicon.top_level(tokens.word(at));
        if let Some(is_word) = top.filter(|_| domain.labels > 1) {
            domain.last = at;
            domain.top = at;
            domain.top_is_word = is_word;
            let mut ended = domain.clone();
            ended.name.truncate(label_start + tokens.word(at).len());
            found = Some(ended);
        }
        let label = &domain.name[label_start..];
        domain.lettered |= label.bytes().any(|b| !b.is_ascii_digit() && b != b'-');
        let Some((sign, next)) = dot(tokens, end + 1).or_else(|| comma(tokens, end + 1, lexicon))
        else {
            break;
        };
        let (before, behind) = (tokens.apart(end + 1), tokens.apart(next));
        let allowed = match sign {
            Sign::Plain if !before && behind => ends_a_name(tokens, next, &domain.name, lexicon),
            Sign::Plain => true,
            _ => true,
        };
        if !allowed {
            break;
        }
        domain.apart |= sign == Sign::Plain && (before || behind);
        domain.in_words |= sign != Sign::Plain;
        domain.weak |= sign == Sign::Weak;
        domain.name.push('.');
        at = next;
    }
    found
}

/// A comma in the place of the last dot: my-lamps,com.
fn comma(tokens: &Tokens<'_>, at: usize, lexicon: &Lexicon) -> Option<(Sign, usize)> {
    let tight = tokens.is_mark(at, b',') && !tokens.apart(at) && !tokens.apart(at + 1);
    let ends = lexicon.top_level(tokens.word(at + 1)) == Some(false);
    (tight && ends).then_some((Sign::Weak, at + 1))
}

/// A full stop with a space behind it ends a sentence, unless a known name ends there.
fn ends_a_name(tokens: &Tokens<'_>, next: usize, name: &str, lexicon: &Lexicon) -> bool {
    let word = tokens.word(next);
    let known = lexicon.host(&format!("{name}.{word}")).is_some();
    known && !tokens.begins_large(next)
}

/// Letters and digits with hyphens inside; the last token of them.
fn label(tokens: &Tokens<'_>, from: usize, name: &mut String) -> Option<usize> {
    if !tokens.is_alphanumeric(from) {
        return None;
    }
    name.push_str(tokens.word(from));
    let mut last = from;
    loop {
        let hyphen = matches!(tokens.mark(last + 1), Some(b'-' | b'_'));
        let joined = hyphen && !tokens.apart(last + 1) && !tokens.apart(last + 2);
        if joined && tokens.is_alphanumeric(last + 2) && name.len() < 250 {
            name.push('-');
            name.push_str(tokens.word(last + 2));
            last += 2;
        } else {
            return Some(last);
        }
    }
}

/// Whether something here speaks of pages on the web.
pub(crate) fn is_announced(tokens: &Tokens<'_>, first: usize) -> bool {
    tokens.before(first).take(5).any(|before| {
        tokens.means(before, Concept::WebCue)
            || tokens.means(before, Concept::Visit)
            || tokens.means(before, Concept::Site)
            || tokens.means(before, Concept::Our)
    }) || first.checked_sub(1).is_some_and(|before| {
        matches!(
            tokens.word(before),
            "na" | "on" | "at" | "auf" | "bei" | "unter" | "su" | "pri" | "pod"
        )
    })
}

/// Whether the sentence goes on behind the token without a pause.
pub(crate) fn goes_on(tokens: &Tokens<'_>, last: usize) -> bool {
    let next = last + 1;
    matches!(
        tokens.shape(next),
        Some(Shape::Word | Shape::Mixed | Shape::Digits)
    ) && tokens.get(next).map(|token| token.sentence)
        == tokens.get(last).map(|token| token.sentence)
}
