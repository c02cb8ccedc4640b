//! How well digits fit a numbering plan, before anything is asked about what stands around them.

use super::super::lexicon::{Language, Lexicon, Line, Plan};
use super::Surroundings;
use super::digits::{Gap, Item, Written};

#[derive(Debug, Clone, Copy)]
pub(super) struct Fit {
    pub(super) confidence: i32,
    pub(super) rule: &'static str,
}

pub(super) struct Fitter<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) surroundings: &'a Surroundings,
}

impl Fitter<'_> {
    /// The best that any plan makes of the digits; `announced`: a word before them says what they are.
    pub(super) fn best(&self, digits: &str, items: &[Item], announced: bool) -> Option<Fit> {
        let international = |digits: &str| {
            self.lexicon.called(digits).any(|(plan, rest)| {
                // Many write the zero of the trunk prefix all the same: +386 (0)41.
                let bare = rest.strip_prefix('0').filter(|_| plan.trunk == "0");
                plan.line(rest).is_some() || bare.is_some_and(|rest| plan.line(rest).is_some())
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
            .spoken()
            .filter_map(|plan| self.national(plan, digits, items));
        if let Some(best) = national.max_by_key(|fit| fit.confidence) {
            return Some(best);
        }
        // A calling code without a plus sign.
        let mobile = self.lexicon.called(digits).any(|(plan, rest)| {
            !plan.languages.is_empty()
                && plan.calling_code.len() > 1
                && plan.line(rest) == Some(Line::Mobile)
        });
        if digits.len() >= 10 && mobile {
            return Some(Fit {
                confidence: if items.len() > 1 { 55 } else { 35 },
                rule: "phone.bare_code",
            });
        }
        let long = (7..=13).contains(&digits.len());
        let plain = items.iter().all(|item| item.written == Written::Digits);
        (long && announced && plain).then_some(Fit {
            confidence: 25,
            rule: "phone.announced",
        })
    }

    fn national(&self, plan: &Plan, digits: &str, items: &[Item]) -> Option<Fit> {
        let here = self.is_here(plan);
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
                    45
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

/// (713) 853-7906, or every digit by itself.
fn american(items: &[Item]) -> bool {
    let lengths: Vec<usize> = items.iter().map(|item| item.digits.len()).collect();
    let spelt = lengths.len() == 10 && lengths.iter().all(|length| *length == 1);
    spelt || lengths == [3, 3, 4] && items[2].gap != Gap::Comma
}
