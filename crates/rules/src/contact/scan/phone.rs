//! Telephone numbers: digits that a numbering plan knows, weighed by what stands around them.

use super::super::finding::{Kind, Reason};
use super::super::lexicon::{Concept, Language, Lexicon, Line, Plan};
use super::super::tokens::{Shape, Tokens};
use super::check_digits::{gtin, s10};
use super::digits::{Gap, Item, Written};
use super::{Claimed, Surroundings};

const SHORTEST: usize = 6;
const LONGEST: usize = 15;
/// Below this it is no finding.
const ENOUGH: i32 = 50;

pub(super) fn scan(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
    sequences: &[Vec<Item>],
    claimed: &mut Claimed,
) {
    let scanner = Scanner {
        tokens,
        lexicon,
        surroundings,
    };
    for items in sequences {
        scanner.sequence(items, claimed);
    }
}

/// How well digits fit a plan.
#[derive(Debug, Clone, Copy)]
struct Fit {
    confidence: i32,
    rule: &'static str,
}

struct Scanner<'a> {
    tokens: &'a Tokens<'a>,
    lexicon: &'a Lexicon,
    surroundings: &'a Surroundings,
}

impl Scanner<'_> {
    /// The whole run is tried first, then every run of items that begins like a number.
    fn sequence(&self, items: &[Item], claimed: &mut Claimed) {
        if self.number(items, claimed) {
            return;
        }
        let mut from = 0;
        while from < items.len() {
            let longest = longest(&items[from..]);
            let found = (1..=longest).rev().find(|&count| {
                let begins = items[from].plus || items[from].digits.starts_with('0');
                (begins || count == longest) && self.number(&items[from..from + count], claimed)
            });
            from += found.unwrap_or(1);
        }
    }

    /// Whether the items as a whole are a number, or nothing that has to be looked at again.
    fn number(&self, items: &[Item], claimed: &mut Claimed) -> bool {
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return false;
        };
        let digits: String = items.iter().map(|item| item.digits.as_str()).collect();
        if !(SHORTEST..=LONGEST).contains(&digits.len()) || claimed.covers(first.start, last.end) {
            return false;
        }
        if is_date(items) || has_price(items) {
            return false;
        }
        let disguised = items.iter().any(|item| item.written != Written::Digits)
            || (items.len() >= 6 && items.iter().all(|item| item.digits.len() <= 2));
        let Some(fit) = self.fit(&digits, items, disguised) else {
            return self.backwards(&digits, items, claimed);
        };
        if self.surroundings.knows_number(&digits) {
            claimed.take(first.start, last.end);
            return true;
        }
        let confidence = fit.confidence + self.surrounded(items, first.plus, disguised);
        if confidence < ENOUGH {
            return false;
        }
        let reason = if disguised {
            Reason::PhoneNumberInDisguise
        } else {
            Reason::PhoneNumber
        };
        let confidence = u8::try_from(confidence.clamp(ENOUGH, 99)).unwrap_or(99);
        claimed.add(
            Kind::Phone,
            (first.start, last.end),
            confidence,
            fit.rule,
            reason,
        );
        true
    }

    fn fit(&self, digits: &str, items: &[Item], disguised: bool) -> Option<Fit> {
        let international = |digits: &str| {
            self.lexicon.plans.iter().any(|plan| {
                digits
                    .strip_prefix(plan.calling_code.as_str())
                    // Many write the zero of the trunk prefix all the same: +386 (0)41.
                    .is_some_and(|rest| {
                        plan.line(rest).is_some()
                            || (plan.trunk == "0"
                                && rest
                                    .strip_prefix('0')
                                    .is_some_and(|rest| plan.line(rest).is_some()))
                    })
            })
        };
        let first = items.first()?;
        if first.plus && international(digits) {
            return Some(Fit {
                confidence: 95,
                rule: "phone.international",
            });
        }
        if digits.strip_prefix("00").is_some_and(international) {
            return Some(Fit {
                confidence: 88,
                rule: "phone.international",
            });
        }
        if first.plus && digits.len() >= 8 {
            return Some(Fit {
                confidence: 65,
                rule: "phone.plus",
            });
        }
        let national = self
            .lexicon
            .plans
            .iter()
            .filter_map(|plan| self.national(plan, digits, items));
        if let Some(best) = national.max_by_key(|fit| fit.confidence) {
            return Some(best);
        }
        // A calling code without a plus sign.
        if digits.len() >= 10
            && self.spoken().any(|plan| {
                digits
                    .strip_prefix(plan.calling_code.as_str())
                    .is_some_and(|rest| {
                        plan.calling_code.len() > 1 && plan.line(rest) == Some(Line::Mobile)
                    })
            })
        {
            return Some(Fit {
                confidence: if items.len() > 1 { 55 } else { 35 },
                rule: "phone.bare_code",
            });
        }
        let announced = self.announced(items);
        let long = (7..=13).contains(&digits.len());
        (long && (announced == Some(true)) && !disguised).then_some(Fit {
            confidence: 25,
            rule: "phone.announced",
        })
    }

    fn spoken(&self) -> impl Iterator<Item = &Plan> {
        self.lexicon
            .plans
            .iter()
            .filter(|plan| !plan.languages.is_empty())
    }

    fn national(&self, plan: &Plan, digits: &str, items: &[Item]) -> Option<Fit> {
        let here = self.is_here(plan);
        if plan.languages.is_empty() {
            return None;
        }
        let trunk = !plan.trunk.is_empty();
        if let Some(line) = digits
            .strip_prefix(plan.trunk.as_str())
            .filter(|_| trunk)
            .and_then(|rest| plan.line(rest))
        {
            let rule = "phone.national";
            let confidence = match (here, line) {
                (true, Line::Mobile) => 82,
                (true, Line::Fixed) => 64,
                (false, Line::Mobile) => 64,
                (false, Line::Fixed) => 42,
            };
            return Some(Fit {
                confidence: confidence - unusual(items),
                rule,
            });
        }
        let line = plan.line(digits)?;
        let grouped = items.len() >= 2 && items.iter().all(|item| item.digits.len() <= 4);
        let rule = "phone.without_trunk";
        if trunk {
            // The zero is left out: 41 123 456.
            let confidence = if here && line == Line::Mobile { 25 } else { 10 };
            return Some(Fit { confidence, rule });
        }
        let fixed_zero = digits.starts_with('0') && digits.len() >= 9;
        let confidence = match (here, line) {
            (true, Line::Mobile) => 52 + if grouped { 20 } else { 0 },
            (true, Line::Fixed) if plan.calling_code == "1" => {
                if american(items) {
                    60
                } else {
                    15
                }
            }
            (true, Line::Fixed) => {
                if grouped || fixed_zero {
                    55
                } else {
                    25
                }
            }
            (false, Line::Mobile) => {
                if grouped {
                    35
                } else {
                    20
                }
            }
            (false, Line::Fixed) => 15,
        };
        Some(Fit {
            confidence: confidence - unusual(items),
            rule,
        })
    }

    fn is_here(&self, plan: &Plan) -> bool {
        let hints = &self.surroundings.languages;
        if hints.is_empty() {
            return plan
                .languages
                .iter()
                .any(|language| Language::SPOKEN.contains(language));
        }
        plan.languages
            .iter()
            .any(|language| hints.contains(language))
    }

    /// What speaks for or against a telephone number around the items.
    fn surrounded(&self, items: &[Item], plus: bool, disguised: bool) -> i32 {
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            return 0;
        };
        let mut sum = 0;
        let announced = self.announced(items);
        sum += match announced {
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
            sum -= 60;
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
        before || behind
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
        let fits = self.spoken().any(|plan| {
            let national = turned
                .strip_prefix(plan.trunk.as_str())
                .and_then(|rest| plan.line(rest));
            let international = turned
                .trim_start_matches('0')
                .strip_prefix(plan.calling_code.as_str())
                .and_then(|rest| plan.line(rest));
            national.is_some() || international.is_some()
        });
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

/// Gaps in which nobody writes a telephone number without something to hide.
fn unusual(items: &[Item]) -> i32 {
    let commas = items
        .iter()
        .skip(1)
        .filter(|item| item.gap == Gap::Comma)
        .count();
    let singles = items.iter().filter(|item| item.digits.len() == 1).count();
    match (commas, items.len()) {
        (0, _) => 0,
        (_, count) if singles == count => 0,
        _ => 15,
    }
}

/// (713) 853-7906
fn american(items: &[Item]) -> bool {
    let lengths: Vec<usize> = items.iter().map(|item| item.digits.len()).collect();
    lengths == [3, 3, 4] && items[2].gap != Gap::Comma
}

/// 24. 12. 2026, 2026-12-24, 1/2/26, with or without a time behind it.
fn is_date(items: &[Item]) -> bool {
    let [a, b, c, ..] = items else {
        return false;
    };
    let same = b.gap == c.gap && matches!(b.gap, Gap::Dot | Gap::Slash | Gap::Dash);
    let number = |item: &Item| item.digits.parse::<u32>().unwrap_or(0);
    let short = |item: &Item| item.digits.len() <= 2;
    let year = |item: &Item| item.digits.len() == 4 && (1900..2100).contains(&number(item));
    let day_and_month = |day: &Item, month: &Item| {
        short(day)
            && short(month)
            && (1..=31).contains(&number(day))
            && (1..=31).contains(&number(month))
            && (number(day) <= 12 || number(month) <= 12)
    };
    let year_behind =
        day_and_month(a, b) && (year(c) || (short(c) && c.digits.len() == 2 && items.len() == 3));
    let year_before = year(a) && day_and_month(b, c);
    let plain = items.iter().all(|item| item.written == Written::Digits);
    plain && same && (year_behind || year_before)
}

/// 1.234.567,89: thousands and a rest of two digits.
fn has_price(items: &[Item]) -> bool {
    let [first, middle @ .., last] = items else {
        return false;
    };
    let thousands = middle.iter().all(|item| {
        item.digits.len() == 3 && matches!(item.gap, Gap::Dot | Gap::Space | Gap::Comma)
    });
    last.gap == Gap::Comma
        && last.digits.len() <= 2
        && thousands
        && first.digits.len() <= 3
        && !first.digits.starts_with('0')
}
