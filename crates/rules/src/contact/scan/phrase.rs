//! Meanings that stand near each other, as the rules of the lexicons want them.

use super::super::finding::{Kind, Reason};
use super::super::lexicon::{Concept, Concepts, Language, Lexicon, Rule};
use super::super::tokens::{Hit, Tokens};
use super::{Candidate, Surroundings};

/// How far a word that turns the meaning round reaches forward.
const REACH: usize = 5;
/// How many words and marks may name somebody.
const NAME: usize = 6;
const LANGUAGES: usize = Language::SPOKEN.len();

pub(crate) fn scan(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut from = 0;
    while from < tokens.hits.len() {
        let sentence = tokens.list[tokens.hits[from].first].sentence;
        let length = tokens.hits[from..]
            .iter()
            .take_while(|hit| tokens.list[hit.first].sentence == sentence)
            .count();
        let hits = &tokens.hits[from..from + length];
        in_sentence(tokens, lexicon, surroundings, hits, &mut found);
        from += length;
    }
    found
}

fn in_sentence(
    tokens: &Tokens<'_>,
    lexicon: &Lexicon,
    surroundings: &Surroundings,
    hits: &[Hit],
    found: &mut Vec<Candidate>,
) {
    let mut there = [Concepts::default(); LANGUAGES];
    for hit in hits {
        for (set, language) in there.iter_mut().zip(Language::SPOKEN) {
            if hit.language == language || hit.language == Language::Any {
                *set = set.with(hit.concept);
            }
        }
    }
    let fitting = |rule: &&Rule| {
        rule.author
            .is_none_or(|author| author == surroundings.author)
    };
    // Most rules miss a meaning in every language, which one look tells.
    let anywhere = there.into_iter().fold(Concepts::default(), Concepts::union);
    let possible = |rule: &&Rule| rule.needs.iter().all(|need| need.meets(anywhere));
    for rule in lexicon.rules.iter().filter(possible).filter(fitting) {
        for (set, language) in there.iter().zip(Language::SPOKEN) {
            if rule.needs.iter().all(|need| need.meets(*set))
                && let Some((first, last)) = matched(tokens, surroundings, rule, hits, language)
            {
                found.push(Candidate {
                    kind: rule.kind,
                    start: tokens.list[first].start,
                    end: tokens.list[with_name(tokens, rule.kind, last)].end,
                    confidence: rule.confidence,
                    rule: rule.id.clone(),
                    reason: Reason::Phrase,
                });
                break;
            }
        }
    }
}

/// Where somebody can be found is told by what follows: "look for us on Facebook, Lamps of the North".
fn with_name(tokens: &Tokens<'_>, kind: Kind, last: usize) -> usize {
    if !matches!(kind, Kind::Social | Kind::Messenger | Kind::Url) {
        return last;
    }
    let following = tokens.behind(last).take(NAME).take_while(|&at| {
        tokens.is_alphanumeric(at) || matches!(tokens.mark(at), Some(b'"' | b'\'' | b'-' | b':'))
    });
    let words = following.filter(|&at| tokens.is_alphanumeric(at));
    words.last().unwrap_or(last)
}

/// The first passage of the sentence that the rule fits, as its first and last token.
fn matched(
    tokens: &Tokens<'_>,
    surroundings: &Surroundings,
    rule: &Rule,
    hits: &[Hit],
    language: Language,
) -> Option<(usize, usize)> {
    let mut latest: [Latest; 4] = [Latest::default(); 4];
    let count = rule.needs.len();
    for hit in hits {
        if !is_of(hit, language) {
            continue;
        }
        for (slot, need) in latest.iter_mut().zip(&rule.needs) {
            if need.has(hit.concept) {
                slot.add(*hit);
            }
        }
        let slots = &latest[..count];
        if slots.iter().any(|slot| slot.0.is_none()) {
            continue;
        }
        let Some(used) = chosen(slots) else {
            continue;
        };
        if rule.ordered && !used.is_sorted_by_key(|hit| hit.first) {
            continue;
        }
        let first = used.iter().map(|hit| hit.first).min()?;
        let last = used.iter().map(|hit| hit.last).max()?;
        let apart = used.iter().map(|hit| hit.first).max()? - first;
        if apart <= rule.within.max(1)
            && !is_turned(tokens, surroundings, rule, hits, language, (first, last))
        {
            return Some((first, last));
        }
    }
    None
}

/// The last word that a rule's need was met by, and the one before.
#[derive(Debug, Clone, Copy, Default)]
struct Latest(Option<Hit>, Option<Hit>);

impl Latest {
    fn add(&mut self, hit: Hit) {
        if self.0.is_none_or(|last| last.first != hit.first) {
            self.1 = self.0;
        }
        self.0 = Some(hit);
    }
}

/// One word for each need, none of them twice.
fn chosen(slots: &[Latest]) -> Option<Vec<Hit>> {
    (0..1_usize << slots.len()).find_map(|choice| {
        let pick = |(at, slot): (usize, &Latest)| {
            if (choice >> at) & 1 == 0 {
                slot.0
            } else {
                slot.1
            }
        };
        let used: Option<Vec<Hit>> = slots.iter().enumerate().map(pick).collect();
        used.filter(|used| is_distinct(used))
    })
}

fn is_of(hit: &Hit, language: Language) -> bool {
    hit.language == language || hit.language == Language::Any
}

/// One word does not count as two.
fn is_distinct(used: &[Hit]) -> bool {
    used.iter().enumerate().all(|(at, one)| {
        used[at + 1..]
            .iter()
            .all(|other| other.last < one.first || one.last < other.first)
    })
}

/// Whether words near the passage say that it is not meant so.
fn is_turned(
    tokens: &Tokens<'_>,
    surroundings: &Surroundings,
    rule: &Rule,
    hits: &[Hit],
    language: Language,
    (first, last): (usize, usize),
) -> bool {
    if rule.unless.is_empty() {
        return false;
    }
    // The Slavic languages of the south share most words that excuse.
    let related = |hit: &Hit| {
        is_of(hit, language)
            // Words of one language look like those of another; what the text is written in counts.
            || surroundings.languages.contains(&hit.language)
            || (matches!(language, Language::Slovene | Language::Croatian)
                && matches!(hit.language, Language::Slovene | Language::Croatian)
                && hit.concept != Concept::Refusal)
    };
    let begins = hits.partition_point(|hit| hit.first + 12 < first);
    hits[begins..]
        .iter()
        .take_while(|hit| hit.first <= last + 12)
        .filter(|hit| rule.unless.has(hit.concept) && related(hit))
        .any(|hit| match hit.concept {
            Concept::Prohibited => true,
            // "Could we not" asks for it.
            Concept::Refusal if tokens.means(hit.first, Concept::Polite) => false,
            Concept::Refusal => {
                let before = hit.last < first
                    && first - hit.last <= REACH
                    && !paused(tokens, hit.last, first);
                let inside = hit.first >= first && hit.last <= last;
                let late = language == Language::German
                    && hit.first > last
                    && hit.first - last <= REACH
                    && !paused(tokens, last, hit.first);
                before || late || (inside && !paused(tokens, first, hit.first))
            }
            _ => hit.first + REACH >= first && hit.first <= last + REACH,
        })
}

/// Whether a comma or the like lies between.
fn paused(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| matches!(tokens.mark(at), Some(b',' | b';' | b':' | b'-' | b'!')))
}
