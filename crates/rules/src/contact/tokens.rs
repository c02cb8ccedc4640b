//! Words, numbers and marks of a folded text, and what the lexicons say about them.

use super::lexicon::{Concept, Concepts, Language, Lexicon, Sense};
use super::view::View;

mod ends;
mod split;

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Word,
    Digits,
    /// Letters and digits.
    Mixed,
    /// One sign that is neither letter, digit nor space.
    Mark(u8),
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Token {
    /// Bytes of the folded text.
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) shape: Shape,
    /// Counts the sentences.
    pub(crate) sentence: u32,
    /// Where its letters lie among all letters: those of letters set apart are together there.
    word: (usize, usize),
}

/// A word or phrase of the lexicons in the text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hit {
    pub(crate) concept: Concept,
    pub(crate) language: Language,
    /// The first and the last of its tokens.
    pub(crate) first: usize,
    pub(crate) last: usize,
}

/// A number word, or how often the next number is meant.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Numeral {
    pub(crate) sense: Sense,
    pub(crate) language: Language,
    pub(crate) last: usize,
}

/// A text with all that is known of its words.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    pub(crate) view: &'a View,
    pub(crate) list: Vec<Token>,
    pub(crate) hits: Vec<Hit>,
    pub(crate) numerals: Vec<Option<Numeral>>,
    concepts: Vec<Concepts>,
    words: String,
}

impl<'a> Tokens<'a> {
    pub(crate) fn new(view: &'a View, lexicon: &Lexicon) -> Self {
        let (list, words) = split::split(&view.text);
        let mut tokens = Self {
            view,
            hits: Vec::with_capacity(list.len()),
            numerals: vec![None; list.len()],
            concepts: vec![Concepts::default(); list.len()],
            list,
            words,
        };
        ends::look_up(&mut tokens, lexicon);
        tokens
    }

    pub(crate) fn len(&self) -> usize {
        self.list.len()
    }

    pub(crate) fn get(&self, at: usize) -> Option<&Token> {
        self.list.get(at)
    }

    /// Its letters and digits; nothing for a mark.
    pub(crate) fn word(&self, at: usize) -> &str {
        self.list.get(at).map_or("", |token| {
            let (start, end) = token.word;
            &self.words[start..end]
        })
    }

    pub(crate) fn shape(&self, at: usize) -> Option<Shape> {
        self.list.get(at).map(|token| token.shape)
    }

    pub(crate) fn mark(&self, at: usize) -> Option<u8> {
        match self.shape(at)? {
            Shape::Mark(mark) => Some(mark),
            _ => None,
        }
    }

    pub(crate) fn is_mark(&self, at: usize, mark: u8) -> bool {
        self.mark(at) == Some(mark)
    }

    /// A word, a number or both in one.
    pub(crate) fn is_alphanumeric(&self, at: usize) -> bool {
        matches!(
            self.shape(at),
            Some(Shape::Word | Shape::Digits | Shape::Mixed)
        )
    }

    pub(crate) fn means(&self, at: usize, concept: Concept) -> bool {
        self.concepts
            .get(at)
            .is_some_and(|concepts| concepts.has(concept))
    }

    pub(crate) fn concepts(&self, at: usize) -> Concepts {
        self.concepts.get(at).copied().unwrap_or_default()
    }

    /// Whether there is a space or a line's end before the token.
    pub(crate) fn apart(&self, at: usize) -> bool {
        match (
            at.checked_sub(1).and_then(|before| self.get(before)),
            self.get(at),
        ) {
            (Some(before), Some(token)) => before.end < token.start,
            _ => true,
        }
    }

    /// The tokens before, the nearest first, as far as the sentence goes.
    pub(crate) fn before(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = self.get(at).map(|token| token.sentence);
        (0..at)
            .rev()
            .take_while(move |&before| Some(self.list[before].sentence) == sentence)
    }

    /// The tokens behind, as far as the sentence goes.
    pub(crate) fn behind(&self, at: usize) -> impl Iterator<Item = usize> + '_ {
        let sentence = self.get(at).map(|token| token.sentence);
        (at + 1..self.len()).take_while(move |&next| Some(self.list[next].sentence) == sentence)
    }

    /// Whether the letter was written as a capital.
    pub(crate) fn begins_large(&self, at: usize) -> bool {
        let written = self
            .get(at)
            .and_then(|token| self.view.written(token.start));
        written.is_some_and(char::is_uppercase)
    }
}
