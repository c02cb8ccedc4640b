//! A rule over meanings: which have to stand near each other, and which must not.

use super::super::finding::Kind;
use super::super::message::Author;
use super::concept::{Concept, Concepts};

/// Meanings within a number of words of one sentence.
#[derive(Debug, Clone)]
pub(crate) struct Rule {
    pub(crate) id: String,
    pub(crate) kind: Kind,
    pub(crate) confidence: u8,
    /// Whose messages it is about; both, if empty.
    pub(crate) author: Option<Author>,
    /// One of each has to be there.
    pub(crate) needs: Vec<Concepts>,
    /// How many words the first and the last of them may lie apart.
    pub(crate) within: usize,
    /// None of these near it.
    pub(crate) unless: Concepts,
    /// The needs follow each other as they are listed.
    pub(crate) ordered: bool,
}

impl Rule {
    /// Such as `deal.outside deal 85 any: outside platform within 4 unless refusal prohibited`.
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        let (head, body) = line
            .split_once(':')
            .ok_or("a rule is `id kind confidence author: meanings within words`")?;
        let mut head = head.split_whitespace();
        let mut next = |what: &str| head.next().ok_or(format!("the rule has no {what}"));
        let id = next("id")?.to_owned();
        let kind = next("kind")?;
        let kind = Kind::parse(kind).ok_or(format!("`{kind}` is no kind of finding"))?;
        let confidence = next("confidence")?;
        let confidence: u8 = confidence
            .parse()
            .ok()
            .filter(|value| (50..=100).contains(value))
            .ok_or(format!(
                "`{confidence}` is no confidence between 50 and 100"
            ))?;
        let author = match next("author")? {
            "any" => None,
            "seller" => Some(Author::Seller),
            "buyer" => Some(Author::Buyer),
            other => return Err(format!("`{other}` is neither any, seller nor buyer")),
        };
        let mut rule = Self {
            id,
            kind,
            confidence,
            author,
            needs: Vec::new(),
            within: 0,
            unless: Concepts::default(),
            ordered: false,
        };
        rule.parse_body(body)?;
        Ok(rule)
    }

    fn parse_body(&mut self, body: &str) -> Result<(), String> {
        let mut words = body.split_whitespace();
        let mut excluding = false;
        while let Some(word) = words.next() {
            match word {
                "within" => {
                    let count = words.next().and_then(|count| count.parse().ok());
                    self.within = count
                        .filter(|count| (1..=40).contains(count))
                        .ok_or("behind `within` comes a number of words up to 40")?;
                }
                "unless" => excluding = true,
                "ordered" => self.ordered = true,
                _ if excluding => self.unless = self.unless.union(alternatives(word)?),
                _ => self.needs.push(alternatives(word)?),
            }
        }
        if self.needs.is_empty() || self.needs.len() > 4 {
            return Err("a rule needs one to four meanings".to_owned());
        }
        if self.needs.len() > 1 && self.within == 0 {
            return Err("several meanings need `within`".to_owned());
        }
        Ok(())
    }
}

fn alternatives(word: &str) -> Result<Concepts, String> {
    let mut set = Concepts::default();
    for name in word.split('|') {
        let concept = Concept::parse(name).ok_or(format!("`{name}` is no meaning"))?;
        set = set.with(concept);
    }
    Ok(set)
}
