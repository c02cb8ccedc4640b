//! Words and phrases with their meanings, found in one pass over the letters of a text.

use std::collections::BTreeMap;

use super::concept::Concept;
use super::language::Language;

/// What a word or phrase can stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sense {
    Concept(Concept),
    Number(u16),
    /// The number behind it comes this many times.
    Times(u8),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meaning {
    pub(crate) sense: Sense,
    pub(crate) language: Language,
}

/// Behind a stem anything may follow.
const STEM: u8 = b'*';
const SPACE: u8 = b' ';
const ROOT: u32 = 0;

/// Grows; a [`Trie`] is made of it.
#[derive(Debug, Clone)]
pub(super) struct Growing {
    nodes: Vec<(BTreeMap<u8, u32>, Vec<Meaning>)>,
}

impl Growing {
    pub(super) fn new() -> Self {
        Self {
            nodes: vec![(BTreeMap::new(), Vec::new())],
        }
    }

    /// Words separated by single spaces, each of which may end with a star.
    pub(super) fn add(&mut self, phrase: &str, meaning: Meaning) {
        let mut at = ROOT as usize;
        for byte in phrase.bytes() {
            let fresh = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
            let next = *self.nodes[at].0.entry(byte).or_insert(fresh);
            if next == fresh {
                self.nodes.push((BTreeMap::new(), Vec::new()));
            }
            at = next as usize;
        }
        let meanings = &mut self.nodes[at].1;
        if !meanings.contains(&meaning) {
            meanings.push(meaning);
        }
    }

    pub(super) fn finish(&self) -> Trie {
        let mut trie = Trie::default();
        // Breadth first, so that the children of a node lie side by side.
        let mut order = vec![ROOT as usize];
        let mut done = 0;
        while let Some(&node) = order.get(done) {
            done += 1;
            let (children, meanings) = &self.nodes[node];
            let first = u32::try_from(order.len()).unwrap_or(u32::MAX);
            let from = u32::try_from(trie.meanings.len()).unwrap_or(u32::MAX);
            trie.meanings.extend(meanings);
            trie.nodes.push(Node {
                first,
                children: u8::try_from(children.len()).unwrap_or(u8::MAX),
                meanings: u8::try_from(meanings.len()).unwrap_or(u8::MAX),
                from,
            });
            order.extend(children.values().map(|child| *child as usize));
        }
        trie.labels = vec![0; trie.nodes.len()];
        for (node, &grown) in trie.nodes.iter().zip(&order) {
            for (offset, label) in self.nodes[grown].0.keys().enumerate() {
                trie.labels[node.first as usize + offset] = *label;
            }
        }
        trie.beginnings = vec![ROOT; 256];
        for (child, label) in (1..).zip(self.nodes[ROOT as usize].0.keys()) {
            trie.beginnings[usize::from(*label)] = child;
        }
        trie
    }
}

#[derive(Debug, Clone, Copy)]
struct Node {
    first: u32,
    children: u8,
    meanings: u8,
    from: u32,
}

/// Never changes.
#[derive(Debug, Clone, Default)]
pub(crate) struct Trie {
    nodes: Vec<Node>,
    labels: Vec<u8>,
    meanings: Vec<Meaning>,
    /// The children of the root by their label; none is the root itself.
    beginnings: Vec<u32>,
}

/// Where the search stands between two words.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ends {
    at: Vec<u32>,
    /// Kept so that nothing is allocated for each word.
    before: Vec<u32>,
}

impl Trie {
    fn child(&self, node: u32, label: u8) -> Option<u32> {
        if node == ROOT {
            let child = *self.beginnings.get(usize::from(label))?;
            return (child != ROOT).then_some(child);
        }
        let node = self.nodes[node as usize];
        let first = node.first as usize;
        let labels = &self.labels[first..first + usize::from(node.children)];
        let offset = labels.iter().position(|found| *found == label)?;
        Some(node.first + u32::try_from(offset).unwrap_or_default())
    }

    /// The child behind the star, which only a space comes before in the order of the labels.
    fn stem(&self, node: u32) -> Option<u32> {
        let node = self.nodes[node as usize];
        let first = node.first as usize;
        let labels = &self.labels[first..first + usize::from(node.children).min(2)];
        let offset = labels.iter().position(|found| *found == STEM)?;
        Some(node.first + u32::try_from(offset).unwrap_or_default())
    }

    fn meanings(&self, node: u32) -> &[Meaning] {
        let node = self.nodes[node as usize];
        let from = node.from as usize;
        &self.meanings[from..from + usize::from(node.meanings)]
    }

    /// Reads the first word of phrases.
    pub(crate) fn begin(&self, word: &str, ends: &mut Ends) {
        ends.at.clear();
        self.read(ROOT, word, &mut ends.at);
    }

    /// Reads a further word of the phrases that have been begun; false if there are none.
    pub(crate) fn go_on(&self, word: &str, ends: &mut Ends) -> bool {
        std::mem::swap(&mut ends.at, &mut ends.before);
        ends.at.clear();
        for &end in &ends.before {
            if let Some(behind) = self.child(end, SPACE) {
                self.read(behind, word, &mut ends.at);
            }
        }
        !ends.at.is_empty()
    }

    /// Whether any phrase may go on here.
    pub(crate) fn may_go_on(&self, ends: &Ends) -> bool {
        ends.at.iter().any(|end| self.child(*end, SPACE).is_some())
    }

    /// What the words read so far mean.
    pub(crate) fn found<'a>(&'a self, ends: &'a Ends) -> impl Iterator<Item = Meaning> + 'a {
        ends.at.iter().flat_map(|end| self.meanings(*end)).copied()
    }

    fn read(&self, from: u32, word: &str, ends: &mut Vec<u32>) {
        let mut at = from;
        let begun = ends.len();
        for byte in word.bytes() {
            let Some(next) = self.child(at, byte) else {
                return;
            };
            at = next;
            ends.extend(self.stem(at));
        }
        debug_assert!(ends.len() >= begun, "a word only adds");
        ends.push(at);
    }
}

#[cfg(test)]
mod tests {
    use super::super::concept::Concept;
    use super::super::language::Language;
    use super::{Ends, Growing, Meaning, Sense};

    #[test]
    fn stems_and_phrases_are_found() {
        let mut growing = Growing::new();
        let meaning = |concept| Meaning {
            sense: Sense::Concept(concept),
            language: Language::Any,
        };
        growing.add("pla*", meaning(Concept::Pay));
        growing.add("plan", meaning(Concept::Other));
        growing.add("izven plat* danes", meaning(Concept::Outside));
        let trie = growing.finish();
        let mut ends = Ends::default();
        let mut found = |words: &[&str]| {
            trie.begin(words[0], &mut ends);
            for word in &words[1..] {
                trie.go_on(word, &mut ends);
            }
            trie.found(&ends).map(|m| m.sense).collect::<Vec<_>>()
        };
        assert_eq!(found(&["placam"]), [Sense::Concept(Concept::Pay)]);
        assert_eq!(found(&["pl"]), []);
        assert_eq!(found(&["plan"]).len(), 2);
        assert_eq!(found(&["izven", "platforme", "danes"]).len(), 1);
        assert_eq!(found(&["izven", "platforme"]), []);
        assert_eq!(found(&["danes"]), []);
    }
}
