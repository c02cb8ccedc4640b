//! Where each line of a document stands: pages of A4, one column.

use crate::document::{Block, Paper};
use crate::face::{Face, Faces, Weight};

pub(crate) const PAGE_WIDTH: f32 = 595.0;
pub(crate) const PAGE_HEIGHT: f32 = 842.0;
pub(crate) const MARGIN: f32 = 57.0;
const BODY: f32 = 10.0;
const SMALL: f32 = 8.5;
/// The height of a line in sizes of its letters.
const LEADING: f32 = 1.4;
/// How wide what a fact is called may be.
const NAMES_WIDTH: f32 = 130.0;
const GAP: f32 = 10.0;

/// One line, its baseline at `y`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    pub(crate) page: usize,
    pub(crate) x: f32,
    pub(crate) y: f32,
    pub(crate) size: f32,
    pub(crate) weight: Weight,
    pub(crate) text: String,
}

/// What a part of the document is, with its lines in the order in which it is read aloud.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Part {
    Heading {
        level: u8,
        lines: Vec<Line>,
    },
    Paragraph(Vec<Line>),
    /// Rows of a name and what is said.
    Facts(Vec<(Vec<Line>, Vec<Line>)>),
}

/// How far a page is filled.
struct Setter<'a> {
    faces: &'a Faces,
    page: usize,
    y: f32,
}

/// All parts, and how many pages they take.
pub(crate) fn lay_out(paper: &Paper, faces: &Faces) -> (Vec<Part>, usize) {
    let mut setter = Setter {
        faces,
        page: 0,
        y: MARGIN,
    };
    let parts = paper
        .blocks
        .iter()
        .map(|block| setter.part(block))
        .collect();
    (parts, setter.page + 1)
}

impl Setter<'_> {
    fn part(&mut self, block: &Block) -> Part {
        match block {
            Block::Heading { level, text } => {
                let size = match level {
                    1 => 18.0,
                    2 => 13.5,
                    _ => 11.0,
                };
                self.y += size * 0.7;
                // Some of what it is the heading of stands on the same page.
                self.make_room(size * LEADING + 4.0 * BODY);
                let lines = self.lines((text, Weight::Bold, size), MARGIN, full_width());
                self.y += size * 0.25;
                Part::Heading {
                    level: *level,
                    lines,
                }
            }
            Block::Paragraph(text) => Part::Paragraph(self.paragraph(text, BODY)),
            Block::Small(text) => Part::Paragraph(self.paragraph(text, SMALL)),
            Block::Facts(facts) => {
                let rows = facts
                    .iter()
                    .map(|(name, said)| self.row(name, said))
                    .collect();
                self.y += BODY * 0.6;
                Part::Facts(rows)
            }
        }
    }

    fn paragraph(&mut self, text: &str, size: f32) -> Vec<Line> {
        let lines = self.lines((text, Weight::Regular, size), MARGIN, full_width());
        self.y += size * 0.6;
        lines
    }

    /// Both begin at the same height.
    fn row(&mut self, name: &str, said: &str) -> (Vec<Line>, Vec<Line>) {
        self.make_room(SMALL * LEADING);
        let (page, y) = (self.page, self.y);
        let name = self.lines((name, Weight::Bold, SMALL), MARGIN, NAMES_WIDTH);
        let after_name = (self.page, self.y);
        (self.page, self.y) = (page, y);
        let x = MARGIN + NAMES_WIDTH + GAP;
        let said = self.lines((said, Weight::Regular, SMALL), x, PAGE_WIDTH - MARGIN - x);
        if (self.page, self.y) < after_name {
            (self.page, self.y) = after_name;
        }
        self.y += SMALL * 0.2;
        (name, said)
    }

    fn lines(
        &mut self,
        (text, weight, size): (&str, Weight, f32),
        x: f32,
        width: f32,
    ) -> Vec<Line> {
        let broken = break_lines(self.faces.of(weight), text, width / size);
        let line = |text| {
            self.make_room(size * LEADING);
            self.y += size * LEADING;
            Line {
                page: self.page,
                x,
                y: self.y - size * 0.3,
                size,
                weight,
                text,
            }
        };
        broken.into_iter().map(line).collect()
    }

    fn make_room(&mut self, height: f32) {
        // The foot of the page lies in the margin below.
        if self.y + height > PAGE_HEIGHT - MARGIN {
            self.page += 1;
            self.y = MARGIN;
        }
    }
}

fn full_width() -> f32 {
    PAGE_WIDTH - 2.0 * MARGIN
}

/// Lines that are not wider, broken behind spaces; what is wider without a space is broken where it must be.
/// A space at the end of a line stays, so that words do not grow together when it is read aloud.
fn break_lines(face: &Face, text: &str, width: f32) -> Vec<String> {
    let text = face.settable(text);
    let mut lines = Vec::new();
    for written in text.trim_end().split('\n') {
        let (mut line, mut line_width) = (String::new(), 0.0);
        for word in written.split_inclusive(' ') {
            let widths = || word.trim_end().chars().map(|c| face.width(c));
            let word_width: f32 = widths().sum();
            if !line.is_empty() && line_width + word_width > width {
                lines.push(std::mem::take(&mut line));
                line_width = 0.0;
            }
            for c in word.chars() {
                if c != ' ' && !line.is_empty() && line_width + face.width(c) > width {
                    lines.push(std::mem::take(&mut line));
                    line_width = 0.0;
                }
                line.push(c);
                line_width += face.width(c);
            }
        }
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(text: &str, width: f32) -> Vec<String> {
        break_lines(Faces::open().unwrap().of(Weight::Regular), text, width)
    }

    #[test]
    fn lines_are_broken_behind_words_and_in_those_that_are_too_long() {
        assert_eq!(broken("Kje je moj paket?", 5.0), ["Kje je moj ", "paket?"]);
        assert_eq!(broken("a\n\nb\n", 9.0), ["a", "", "b"]);
        let long = broken(&"m".repeat(50), 9.0);
        assert!(
            long.len() > 3 && long.concat() == "m".repeat(50),
            "{long:?}"
        );
        assert_eq!(broken("", 9.0), [""]);
    }

    #[test]
    fn what_the_face_does_not_have_is_shown_to_be_missing() {
        assert_eq!(
            broken("škatla 📦\u{200d}\u{fe0f} 漢\tĐ\u{7}", 90.0),
            ["škatla \u{fffd} \u{fffd} Đ"]
        );
    }
}
