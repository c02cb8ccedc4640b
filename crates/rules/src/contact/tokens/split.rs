//! Where tokens begin and end. Letters that are set apart from each other make one word.

use super::{Shape, Token};

/// The tokens and their letters.
pub(super) fn split(text: &str) -> (Vec<Token>, String) {
    let mut splitter = Splitter {
        text,
        list: Vec::with_capacity(text.len() / 4 + 4),
        words: String::with_capacity(text.len()),
        sentence: 0,
    };
    splitter.run();
    (splitter.list, splitter.words)
}

struct Splitter<'a> {
    text: &'a str,
    list: Vec<Token>,
    words: String,
    sentence: u32,
}

impl Splitter<'_> {
    fn run(&mut self) {
        let mut characters = self.text.char_indices().peekable();
        while let Some((start, c)) = characters.next() {
            if c == '\n' {
                // An empty line ends a sentence, a single line's end does not.
                if characters.peek().is_some_and(|(_, next)| *next == '\n') {
                    self.sentence += 1;
                }
            } else if c.is_alphanumeric() {
                let mut end = start + c.len_utf8();
                let (mut letters, mut digits) = (!c.is_ascii_digit(), c.is_ascii_digit());
                while let Some((at, next)) = characters.next_if(|(_, next)| next.is_alphanumeric())
                {
                    end = at + next.len_utf8();
                    letters |= !next.is_ascii_digit();
                    digits |= next.is_ascii_digit();
                }
                let shape = match (letters, digits) {
                    (true, true) => Shape::Mixed,
                    (true, false) => Shape::Word,
                    _ => Shape::Digits,
                };
                self.word(start, end, shape);
            } else if !c.is_whitespace() {
                self.push(
                    start,
                    start + c.len_utf8(),
                    Shape::Mark(u8::try_from(c).unwrap_or(0)),
                );
                if self.ends_sentence(c, start + c.len_utf8()) {
                    self.sentence += 1;
                }
            }
        }
    }

    /// A full stop before a number belongs to an abbreviation: tel. 041, št. 7.
    fn ends_sentence(&self, c: char, behind: usize) -> bool {
        let rest = &self.text.as_bytes()[behind..];
        let apart = rest.first().is_none_or(u8::is_ascii_whitespace);
        let number = rest
            .get(1)
            .is_some_and(|next| next.is_ascii_digit() || matches!(next, b'+' | b'('));
        match c {
            '.' => apart && !number,
            '!' | '?' => apart,
            _ => false,
        }
    }

    fn push(&mut self, start: usize, end: usize, shape: Shape) {
        let word = (self.words.len(), self.words.len());
        self.list.push(Token {
            start,
            end,
            shape,
            sentence: self.sentence,
            word,
        });
    }

    fn word(&mut self, start: usize, end: usize, shape: Shape) {
        let single = shape == Shape::Word && end == start + 1;
        self.push(start, end, shape);
        let from = self.words.len();
        self.words.push_str(&self.text[start..end]);
        let last = self.list.len() - 1;
        self.list[last].word = (from, self.words.len());
        if single {
            self.join();
        }
    }

    /// Puts the last single letter to those before it: w h a t s, g-m-a-i-l.
    fn join(&mut self) {
        let last = self.list.len() - 1;
        let token = self.list[last];
        let Some((before, between)) = self.neighbour(last) else {
            return;
        };
        let letters = before.word.1 - before.word.0;
        let spread = before.end - before.start;
        let is_single = letters == 1;
        let is_joined = before.shape == Shape::Word && spread + 1 == 2 * letters && letters > 1;
        let same_gap =
            is_single || self.text.as_bytes()[before.start + 1] == self.text.as_bytes()[before.end];
        let adjacent = before.end + 1 == token.start;
        if !(adjacent && same_gap && before.shape == Shape::Word && (is_single || is_joined)) {
            return;
        }
        // Two letters may be two words; from the third on they are one, and it takes in the first two.
        let Some(first) = last.checked_sub(between) else {
            return;
        };
        if is_single {
            if first > 0 && between == 1 && self.list[first - 1].shape == Shape::Mark(b'.') {
                // The end of a domain may have two letters: . s i
                self.merge(first, token);
                return;
            }
            let Some((earlier, _)) = self.neighbour(first) else {
                return;
            };
            let single = earlier.word.1 - earlier.word.0 == 1 && earlier.shape == Shape::Word;
            let gap = |at: usize| self.text.as_bytes()[at];
            if !(single && earlier.end + 1 == before.start && gap(earlier.end) == gap(before.end)) {
                return;
            }
            let index = first - between;
            self.merge(index, token);
        } else {
            self.merge(first, token);
        }
    }

    /// The word before, and how many tokens it lies back: over one mark at most.
    fn neighbour(&self, at: usize) -> Option<(Token, usize)> {
        let before = self.list[at.checked_sub(1)?];
        if let Shape::Mark(mark) = before.shape {
            let joins = matches!(mark, b'.' | b'-' | b'_' | b'*' | b'~' | b'/' | b'|');
            let further = self.list[at.checked_sub(2)?];
            return joins.then_some((further, 2));
        }
        Some((before, 1))
    }

    fn merge(&mut self, first: usize, last: Token) {
        let start = self.list[first];
        self.list.truncate(first + 1);
        // Their letters lie side by side already, since marks have none.
        self.list[first] = Token {
            end: last.end,
            word: (start.word.0, last.word.1),
            ..start
        };
    }
}

#[cfg(test)]
mod tests {
    use super::split;

    fn words(text: &str) -> Vec<String> {
        let (list, words) = split(text);
        let letters = |(start, end): (usize, usize)| words[start..end].to_owned();
        list.iter().map(|token| letters(token.word)).collect()
    }

    #[test]
    fn letters_set_apart_are_one_word() {
        assert_eq!(words("na w h a t s a p p"), ["na", "whatsapp"]);
        assert_eq!(words("v-i-b-e-r, da"), ["viber", "", "da"]);
        assert_eq!(words("g m a i l . c o m"), ["gmail", "", "com"]);
        assert_eq!(words("a b, c"), ["a", "b", "", "c"]);
        assert_eq!(words("i a nič"), ["i", "a", "nič"]);
    }
}
