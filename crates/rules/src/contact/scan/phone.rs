//! Telephone numbers: digits that a numbering plan knows, weighed by what stands around them.

use super::super::finding::{Kind, Reason};
use super::super::lexicon::{Concept, Lexicon};
use super::super::tokens::{Shape, Tokens};
use super::check_digits::{gtin, s10};
use super::digits::{Item, Written};
use super::fit::Fitter;
use super::number_shapes::{has_price, is_date};
use super::{Claimed, Surroundings};

const SHORTEST: usize = 6;
const LONGEST: usize = 15;
/// Walls of digits are given up on after so many attempts to find numbers in them.
const MOST_ATTEMPTS: usize = 400;
/// Below this it is no finding.
const ENOUGH: i32 = 50;

pub(super) fn scan(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
    sequences: &[Vec<Item>],
    claimed: &mut Claimed,
) {
    let mut scanner = Scanner {
        tokens,
        fitter: Fitter {
            lexicon,
            surroundings,
        },
        attempts_left: MOST_ATTEMPTS,
    };
    for items in sequences {
        scanner.sequence(items, claimed);
    }
}

struct Scanner<'a> {
    tokens: &'a Tokens<'a>,
    fitter: Fitter<'a>,
    attempts_left: usize,
}

impl Scanner<'_> {
    /// The whole run is tried first, then every run of items that begins like a number.
    fn sequence(&mut self, items: &[Item], claimed: &mut Claimed) {
        if self.number(items, claimed) {
            return;
        }
        // A part of a long tracking number is not a number to call.
        let ends = items.first().zip(items.last());
        let part = ends.is_some_and(|(first, last)| self.is_part(first.first, last.last));
        let other = part || self.announced(items) == Some(false);
        let mut from = 0;
        while from < items.len() && self.attempts_left > 0 {
            if other && !items[from].plus {
                from += 1;
                continue;
            }
            let longest = longest(&items[from..]);
            let found = (1..=longest).rev().find(|&count| {
                let begins = items[from].plus || items[from].digits.starts_with('0');
                (begins || count == longest) && self.number(&items[from..from + count], claimed)
            });
            from += found.unwrap_or(1);
        }
        // What nobody has tried may be a number; such walls of digits are no letters.
        if let Some(untried) = items.get(from)
            && !claimed.covers(untried.start, untried.end)
        {
            claimed.rest(Kind::Phone, untried.start, Reason::PhoneNumber);
        }
    }

    /// Whether the items as a whole are a number, or nothing that has to be looked at again.
    fn number(&mut self, items: &[Item], claimed: &mut Claimed) -> bool {
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return false;
        };
        let length: usize = items.iter().map(|item| item.digits.len()).sum();
        if !(SHORTEST..=LONGEST).contains(&length) || self.attempts_left == 0 {
            return false;
        }
        self.attempts_left -= 1;
        let digits: String = items.iter().map(|item| item.digits.as_str()).collect();
        if claimed.covers(first.start, last.end) {
            return false;
        }
        if is_date(items) || has_price(items) {
            return false;
        }
        let disguised = items.iter().any(|item| item.written != Written::Digits)
            || (items.len() >= 6 && items.iter().all(|item| item.digits.len() <= 2));
        let announced = self.announced(items);
        let Some(fit) = self.fitter.best(&digits, items, announced == Some(true)) else {
            return self.backwards(&digits, items, claimed);
        };
        if self.fitter.surroundings.knows_number(&digits) {
            claimed.take(first.start, last.end);
            return true;
        }
        let confidence = fit.confidence
            + self.surrounded(
                items,
                announced,
                disguised && !(fit.rule == "phone.without_trunk" && announced.is_none()),
            );
        if confidence < ENOUGH {
            return self.backwards(&digits, items, claimed);
        }
        let start = self.bracketed(first, last);
        let reason = if disguised {
            Reason::PhoneNumberInDisguise
        } else {
            Reason::PhoneNumber
        };
        let confidence = u8::try_from(confidence.clamp(ENOUGH, 99)).unwrap_or(99);
        claimed.add(Kind::Phone, (start, last.end), confidence, fit.rule, reason);
        true
    }

    /// What speaks for or against a telephone number around the items.
    fn surrounded(&self, items: &[Item], announced: Option<bool>, disguised: bool) -> i32 {
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return 0;
        };
        let plus = first.plus;
        let mut sum = match announced {
            Some(true) => 30,
            Some(false) if plus => -10,
            Some(false) => -45,
            None => 0,
        };
        if disguised {
            let spelt = items
                .iter()
                .filter(|item| item.written != Written::Digits)
                .count();
            sum += if spelt >= 3 || items.iter().all(|item| item.digits.len() == 1) {
                28
            } else {
                12
            };
        }
        let tokens = self.tokens;
        let money = |at: Option<u8>| matches!(at, Some(b'%' | b'$' | b'#'));
        let next = last.last + 1;
        if tokens.means(next, Concept::UnitOfMeasure)
            || money(tokens.mark(next))
            || self.is_currency(next)
        {
            sum -= 60;
        }
        if let Some(before) = first.first.checked_sub(1)
            && (money(tokens.mark(before)) || self.is_currency(before))
        {
            sum -= 60;
        }
        if self.is_part(first.first, last.last) {
            sum -= 90;
        }
        if announced != Some(true) && !plus && self.checks(items) {
            sum -= 45;
        }
        sum
    }

    /// Whether a word before the number makes it one to call, or another one.
    fn announced(&self, items: &[Item]) -> Option<bool> {
        let tokens = self.tokens;
        let (first, last) = (items.first()?.first, items.last()?.last);
        for before in tokens.before(first).take(7) {
            let distance = first - before;
            if tokens.means(before, Concept::PhoneCue) || tokens.means(before, Concept::CallMe) {
                return Some(true);
            }
            if tokens.is_mark(before, b'#') && distance == 1 {
                return Some(false);
            }
            let messenger =
                tokens.means(before, Concept::Messenger) || tokens.means(before, Concept::WriteMe);
            if messenger {
                return Some(true);
            }
            if tokens.means(before, Concept::NumberLabel) && distance <= 5 {
                return Some(false);
            }
        }
        for behind in tokens.behind(last).take(4) {
            if tokens.means(behind, Concept::PhoneCue) || tokens.means(behind, Concept::Messenger) {
                return Some(true);
            }
            if tokens.means(behind, Concept::NumberLabel) && behind - last <= 3 {
                return Some(false);
            }
        }
        None
    }

    fn is_currency(&self, at: usize) -> bool {
        let token = self.tokens.get(at);
        let written = token.and_then(|token| self.tokens.view.written(token.start));
        matches!(written, Some('€' | '£' | '¥' | '$'))
    }

    /// Whether letters hang on it: SKU-041-123-456, 041123456_A.
    fn is_part(&self, first: usize, last: usize) -> bool {
        let tokens = self.tokens;
        let joins = |at: usize| {
            matches!(
                tokens.mark(at),
                Some(b'-' | b'_' | b'/' | b'#' | b'=' | b'&')
            )
        };
        let before = first.checked_sub(2).is_some_and(|before| {
            joins(first - 1)
                && !tokens.apart(first)
                && !tokens.apart(first - 1)
                && tokens.is_alphanumeric(before)
                && !tokens.means(before, Concept::PhoneCue)
        });
        let behind = joins(last + 1)
            && !tokens.apart(last + 1)
            && !tokens.apart(last + 2)
            && tokens.is_alphanumeric(last + 2);
        // 1 Z 8 V 9 2: a code whose letters and digits are set apart.
        let single = |at: Option<usize>| at.is_some_and(|at| tokens.word(at).len() == 1);
        let spelt = single(Some(first))
            && tokens.shape(first.wrapping_sub(1)) == Some(Shape::Word)
            && single(first.checked_sub(1))
            && single(first.checked_sub(2));
        before || behind || spelt
    }

    /// Whether a check digit says that it is another number.
    fn checks(&self, items: &[Item]) -> bool {
        let digits: String = items.iter().map(|item| item.digits.as_str()).collect();
        let tokens = self.tokens;
        if let (Some(first), Some(last)) = (items.first(), items.last()) {
            let two =
                |at: usize| tokens.shape(at) == Some(Shape::Word) && tokens.word(at).len() == 2;
            let framed = first.first.checked_sub(1).is_some_and(two) && two(last.last + 1);
            if framed && s10(digits.as_bytes()) {
                return true;
            }
        }
        items.len() == 1 && matches!(digits.len(), 12..=14) && gtin(digits.as_bytes())
    }

    /// With the bracket of an area code: (713) 853-7906.
    fn bracketed(&self, first: &Item, last: &Item) -> usize {
        let before = first.first.wrapping_sub(1);
        let closes = (first.last..last.first).any(|at| self.tokens.is_mark(at, b')'));
        match self.tokens.get(before) {
            Some(token) if closes && !first.plus && self.tokens.is_mark(before, b'(') => {
                token.start
            }
            _ => first.start,
        }
    }

    /// Digits to be read from the end, when the message says so.
    fn backwards(&self, digits: &str, items: &[Item], claimed: &mut Claimed) -> bool {
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return false;
        };
        let told = self
            .tokens
            .before(first.first)
            .take(12)
            .chain(self.tokens.behind(last.last).take(12))
            .any(|at| self.tokens.means(at, Concept::Reversal));
        if !told {
            return false;
        }
        let turned: String = digits.chars().rev().collect();
        let lexicon = self.fitter.lexicon;
        let national = lexicon.spoken().any(|plan| {
            let rest = turned.strip_prefix(plan.trunk.as_str());
            rest.is_some_and(|rest| plan.line(rest).is_some())
        });
        let bare = turned.trim_start_matches('0');
        let fits = national
            || lexicon
                .called(bare)
                .any(|(plan, rest)| plan.line(rest).is_some());
        if fits {
            claimed.add(
                Kind::Phone,
                (first.start, last.end),
                78,
                "phone.reversed",
                Reason::Reversed,
            );
        }
        fits
    }
}

/// How many items from the first may belong to one number.
fn longest(items: &[Item]) -> usize {
    let mut digits = 0;
    let fitting = items.iter().enumerate().take_while(|(at, item)| {
        digits += item.digits.len();
        digits <= LONGEST && (*at == 0 || !item.plus)
    });
    fitting.count()
}
