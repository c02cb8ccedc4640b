//! Digits that a reader would put together: over spaces and marks, as words, as letters that look
//! like them.

use super::super::lexicon::{Concept, Language, Sense};
use super::super::tokens::{Shape, Tokens};

/// Longer ones are no number that anybody dials.
const LONGEST_ITEM: usize = 20;

/// How digits were written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Written {
    Digits,
    /// Letters among them.
    Letters,
    Words,
}

/// What lies between two items.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    None,
    Space,
    Dash,
    Slash,
    Dot,
    Comma,
    Other,
    Word,
}

#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub(crate) digits: String,
    pub(crate) written: Written,
    /// What is before it in its sequence.
    pub(crate) gap: Gap,
    /// Behind a plus sign.
    pub(crate) plus: bool,
    pub(crate) first: usize,
    pub(crate) last: usize,
    pub(crate) start: usize,
    pub(crate) end: usize,
}

/// Runs of items, each of which may be one number or several.
pub(crate) fn sequences(tokens: &Tokens<'_>) -> Vec<Vec<Item>> {
    let mut sequences = Vec::new();
    let mut current: Vec<Item> = Vec::new();
    let mut at = 0;
    let mut times = 1;
    while at < tokens.len() {
        let numeral = tokens.numerals[at];
        if let Some(numeral) = numeral
            && let Sense::Times(count) = numeral.sense
        {
            times = usize::from(count);
            at = numeral.last + 1;
            continue;
        }
        let Some(mut item) = item(tokens, at, !current.is_empty()) else {
            times = 1;
            at += 1;
            continue;
        };
        at = item.last + 1;
        if times > 1 && item.digits.len() == 1 {
            item.digits = item.digits.repeat(times);
            item.written = Written::Words;
        }
        times = 1;
        let gap = current
            .last()
            .map(|last| gap(tokens, last.last, item.first));
        match gap {
            Some(Some(gap)) if !(item.plus && current.len() > 1) => {
                item.gap = gap;
                match current
                    .last_mut()
                    .filter(|last| composes(last, &item, tokens))
                {
                    Some(last) => compose(last, &item),
                    None => current.push(item),
                }
            }
            _ => {
                keep(&mut sequences, std::mem::take(&mut current));
                current.push(item);
            }
        }
    }
    keep(&mut sequences, current);
    sequences
}

fn keep(sequences: &mut Vec<Vec<Item>>, items: Vec<Item>) {
    let digits: usize = items.iter().map(|item| item.digits.len()).sum();
    if digits >= 3 {
        sequences.push(items);
    }
}

fn item(tokens: &Tokens<'_>, at: usize, begun: bool) -> Option<Item> {
    let token = *tokens.get(at)?;
    let make = |digits: String, written, last: usize| {
        let end = tokens.get(last).map_or(token.end, |token| token.end);
        let plus = at.checked_sub(1).is_some_and(|before| {
            (tokens.is_mark(before, b'+') || tokens.means(before, Concept::Plus))
                && close(tokens, at)
        });
        let start = match tokens.get(at.wrapping_sub(1)) {
            Some(before) if plus => before.start,
            _ => token.start,
        };
        Some(Item {
            digits,
            written,
            gap: Gap::None,
            plus,
            first: at,
            last,
            start,
            end,
        })
    };
    let word = tokens.word(at);
    if word.len() > LONGEST_ITEM + 8 {
        return None;
    }
    match token.shape {
        Shape::Digits if word.len() <= LONGEST_ITEM => make(word.to_owned(), Written::Digits, at),
        Shape::Mixed => {
            let digits = behind_a_cue(word).or_else(|| as_digits(tokens, at, word))?;
            let written = if word.ends_with(&digits) {
                Written::Digits
            } else {
                Written::Letters
            };
            make(digits, written, at)
        }
        Shape::Word => {
            if let Some(numeral) = tokens.numerals[at]
                && let Sense::Number(value) = numeral.sense
            {
                return make(value.to_string(), Written::Words, numeral.last);
            }
            let short = word.len() <= 2 && word.bytes().all(|b| matches!(b, b'o' | b'l'));
            let digits_next = matches!(tokens.shape(at + 1), Some(Shape::Digits | Shape::Mixed));
            (short && (begun || digits_next))
                .then(|| as_digits(tokens, at, word))
                .flatten()
                .and_then(|digits| make(digits, Written::Letters, at))
        }
        _ => None,
    }
}

/// A space between the plus sign and the number at most.
fn close(tokens: &Tokens<'_>, at: usize) -> bool {
    let ends = tokens.get(at - 1).map_or(0, |token| token.end);
    tokens.get(at).is_some_and(|token| token.start <= ends + 1)
}

/// tel041123456
fn behind_a_cue(word: &str) -> Option<String> {
    const CUES: &[&str] = &[
        "tel", "gsm", "mob", "mobi", "telefon", "phone", "whatsapp", "viber", "wa",
    ];
    let digits = CUES.iter().find_map(|cue| word.strip_prefix(cue))?;
    let all = digits.len() >= 6 && digits.bytes().all(|b| b.is_ascii_digit());
    all.then(|| digits.to_owned())
}

/// O41, l23, 4S6: digits that some letters only look like.
fn as_digits(tokens: &Tokens<'_>, at: usize, word: &str) -> Option<String> {
    let start = tokens.get(at)?.start;
    let mut letters = 0;
    let mut digits = String::with_capacity(word.len());
    for (offset, c) in word.char_indices() {
        let digit = match c {
            '0'..='9' => c,
            'o' => '0',
            'i' | 'l' => '1',
            'z' => '2',
            's' => '5',
            // The small letter is a six, the large one an eight.
            'b' if tokens.view.written(start + offset) == Some('B') => '8',
            'b' => '6',
            _ => return None,
        };
        letters += usize::from(!c.is_ascii_digit());
        digits.push(digit);
    }
    (letters * 2 <= digits.len() + 1 || word.len() <= 2).then_some(digits)
}

/// What lies between the tokens, if it may lie within a number.
fn gap(tokens: &Tokens<'_>, last: usize, next: usize) -> Option<Gap> {
    let between = last + 1..next;
    if between.len() > 4 {
        return None;
    }
    let mut gap = if tokens.apart(next) {
        Gap::Space
    } else {
        Gap::None
    };
    let mut words = 0;
    for at in between {
        let one = match tokens.mark(at) {
            Some(b'-' | b'~' | b'_') => Gap::Dash,
            Some(b'/' | b'\\' | b'|') => Gap::Slash,
            Some(b'.') => Gap::Dot,
            Some(b',' | b';') => Gap::Comma,
            Some(
                b'(' | b')' | b'[' | b']' | b'*' | b'"' | b'\'' | b'{' | b'}' | b'<' | b'>' | b'+',
            ) => Gap::Other,
            // Emoji and the like.
            Some(0) => Gap::Other,
            Some(_) => return None,
            None if tokens.means(at, Concept::Plus) => Gap::Other,
            None if tokens.means(at, Concept::Filler) || tokens.means(at, Concept::Dash) => {
                words += 1;
                Gap::Word
            }
            None => return None,
        };
        if gap != Gap::Word {
            gap = one;
        }
    }
    // "2 and 3" are two numbers unless much speaks for one; a single filler is enough.
    (words <= 1).then_some(gap)
}

/// Whether two number words make one number: one hundred | twenty | three.
fn composes(last: &Item, next: &Item, tokens: &Tokens<'_>) -> bool {
    let words = last.written == Written::Words && next.written == Written::Words;
    if !words || !matches!(next.gap, Gap::Space | Gap::Dash) {
        return false;
    }
    let (Ok(before), Ok(value)) = (last.digits.parse::<u32>(), next.digits.parse::<u32>()) else {
        return false;
    };
    // These two put the unit first: a ten and a unit are two numbers.
    let language = tokens.numerals[next.first].map(|numeral| numeral.language);
    let unit_first = matches!(language, Some(Language::Slovene | Language::German));
    let tens = (20..100).contains(&(before % 100)) && before % 10 == 0;
    (before >= 100 && before % 100 == 0 && value < 100)
        || (tens && (1..10).contains(&value) && !unit_first)
        || ((1..10).contains(&before) && value == 100)
}

fn compose(last: &mut Item, next: &Item) {
    let before: u32 = last.digits.parse().unwrap_or_default();
    let value: u32 = next.digits.parse().unwrap_or_default();
    let together = if value == 100 {
        before * 100
    } else {
        before + value
    };
    last.digits = together.to_string();
    last.last = next.last;
    last.end = next.end;
}
