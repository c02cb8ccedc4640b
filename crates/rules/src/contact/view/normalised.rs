//! The folded text and the place of each of its bytes in the original.

use super::super::finding::Span;
use super::{cyrillic, direction, fold};

/// A folded text: small letters without marks, plain signs, nothing invisible.
#[derive(Debug)]
pub(crate) struct View {
    /// What was written, a code point each.
    pub(crate) original: Vec<char>,
    pub(crate) text: String,
    /// Per byte of `text` the place in `original`, and the length of the original at the end.
    origin: Vec<u32>,
    in_order: bool,
}

impl View {
    /// In the order in which it was written.
    pub(crate) fn new(text: &str) -> Self {
        Self::of(text.chars().collect(), None)
    }

    /// In the order in which it is shown, if marks of direction make that another one.
    pub(crate) fn as_shown(&self) -> Option<Self> {
        let order = direction::shown_order(&self.original)?;
        Some(Self::of(self.original.clone(), Some(order)))
    }

    fn of(original: Vec<char>, order: Option<Vec<u32>>) -> Self {
        let mut view = Self {
            text: String::with_capacity(original.len() + 16),
            origin: Vec::with_capacity(original.len() + 16),
            in_order: order.is_none(),
            original,
        };
        let cyrillic_text = cyrillic::is_cyrillic_text(&view.original);
        let mut run = Run::default();
        for index in 0..view.original.len() {
            let place = order.as_ref().map_or(index, |order| order[index] as usize);
            let c = view.original[place];
            if c.is_ascii() {
                if !fold::is_invisible(c) {
                    view.push(c.to_ascii_lowercase(), place);
                }
            } else if cyrillic_text
                && cyrillic::is_cyrillic(c)
                && run.is_pure(&view.original, place)
            {
                view.push_sound(c, place);
            } else {
                let (text, origin) = (&mut view.text, &mut view.origin);
                fold::fold(c, &mut |c| append(text, origin, c, place));
            }
        }
        view.origin
            .push(u32::try_from(view.original.len()).unwrap_or(u32::MAX));
        view
    }

    fn push(&mut self, c: char, place: usize) {
        append(&mut self.text, &mut self.origin, c, place);
    }

    fn push_sound(&mut self, c: char, place: usize) {
        for small in c.to_lowercase() {
            match cyrillic::sound(small) {
                Some(sound) => sound.chars().for_each(|c| self.push(c, place)),
                None => self.push(cyrillic::shape(small).unwrap_or(small), place),
            }
        }
    }

    /// Where a range of bytes of the folded text lies in the original.
    pub(crate) fn span(&self, start: usize, end: usize) -> Span {
        let at = |byte: usize| self.origin[byte] as usize;
        if start >= end {
            let place = at(start.min(self.origin.len() - 1));
            return Span {
                start: place,
                end: place,
            };
        }
        if self.in_order {
            // What left no trace behind the last character, such as the frame of a digit, is its own.
            let end = at(end).max(at(end - 1) + 1);
            let start = at(start);
            return Span { start, end };
        }
        let places = &self.origin[start..end];
        let first = places.iter().min().copied().unwrap_or_default();
        let last = places.iter().max().copied().unwrap_or_default();
        Span {
            start: first as usize,
            end: last as usize + 1,
        }
    }

    /// The character that a byte of the folded text was made of.
    pub(crate) fn written(&self, byte: usize) -> Option<char> {
        let place = *self.origin.get(byte)? as usize;
        self.original.get(place).copied()
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.text.as_bytes()
    }
}

fn append(text: &mut String, origin: &mut Vec<u32>, c: char, place: usize) {
    text.push(c);
    let place = u32::try_from(place).unwrap_or(u32::MAX);
    origin.resize(text.len(), place);
}

/// The run of letters around a place, looked at once.
#[derive(Default)]
struct Run {
    start: usize,
    end: usize,
    pure: bool,
}

impl Run {
    /// Whether the word at this place is Cyrillic throughout.
    fn is_pure(&mut self, text: &[char], place: usize) -> bool {
        if !(self.start..self.end).contains(&place) {
            let before = text[..place].iter().rev();
            let behind = text[place..].iter();
            self.start = place - before.take_while(|c| c.is_alphanumeric()).count();
            self.end = place + behind.take_while(|c| c.is_alphanumeric()).count();
            self.pure = text[self.start..self.end]
                .iter()
                .all(|c| cyrillic::is_cyrillic(*c));
        }
        self.pure
    }
}

#[cfg(test)]
mod tests {
    use super::View;

    fn folded(text: &str) -> String {
        View::new(text).text
    }

    #[test]
    fn what_looks_alike_is_alike() {
        assert_eq!(folded("ｅｍａｉｌ ⓐ gmail․com"), "email a gmail.com");
        assert_eq!(folded("а.nоvаk@gmаil.com"), "a.novak@gmail.com");
        assert_eq!(folded("0\u{fe0f}\u{20e3}4️⃣1️⃣ ⓪❹①"), "041 041");
        assert_eq!(
            folded("n\u{200b}a\u{ad}ročilo STRASSE ß Łódź"),
            "narocilo strasse ss lodz"
        );
        assert_eq!(folded("𝐖𝐡𝐚𝐭𝐬𝐀𝐩𝐩 0̶4̶1̶ 🅰🅑"), "whatsapp 041 ab");
    }

    #[test]
    fn cyrillic_words_are_read_aloud_and_cyrillic_letters_in_latin_words_are_shapes() {
        assert_eq!(folded("Пишите ми на вајбер"), "pisite mi na vajber");
        assert_eq!(folded("Пишите ми на whаtsаpp"), "pisite mi na whatsapp");
    }

    #[test]
    fn a_span_leads_back_to_what_was_written() {
        let view = View::new("ž ｇmail 1️⃣2️⃣");
        let at = view.text.find("gmail").unwrap();
        let span = view.span(at, at + 5);
        assert_eq!((span.start, span.end), (2, 7));
        let at = view.text.find("12").unwrap();
        let span = view.span(at, at + 2);
        assert_eq!((span.start, span.end), (8, 14));
    }

    #[test]
    fn turned_text_is_read_as_it_is_shown() {
        let view = View::new("pišite \u{202e}moc.liamg@kavon\u{202c} danes");
        let shown = view.as_shown().unwrap();
        assert_eq!(shown.text, "pisite novak@gmail.com danes");
        let span = shown.span(7, 22);
        assert_eq!((span.start, span.end), (8, 23));
        assert!(View::new("pišite").as_shown().is_none());
    }
}
