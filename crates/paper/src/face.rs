//! The two faces of Noto Sans that are in every document, and how wide their letters are.

use krilla::Data;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use skrifa::instance::{LocationRef, Size};
use skrifa::metrics::GlyphMetrics;
use skrifa::{FontRef, MetadataProvider as _, charmap::Charmap};

use crate::draw::PaperError;

/// Latin, Greek and Cyrillic letters, without hints for screens.
const REGULAR: &[u8] = include_bytes!("../fonts/NotoSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../fonts/NotoSans-Bold.ttf");

/// Stands where a letter is that the faces do not have.
const UNKNOWN: char = '\u{fffd}';

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    Bold,
}

/// Both faces.
pub(crate) struct Faces {
    regular: Face,
    bold: Face,
}

pub(crate) struct Face {
    pub(crate) font: Font,
    units: f32,
    letters: Charmap<'static>,
    widths: GlyphMetrics<'static>,
}

impl Faces {
    pub(crate) fn open() -> Result<Faces, PaperError> {
        Ok(Faces {
            regular: Face::open(REGULAR)?,
            bold: Face::open(BOLD)?,
        })
    }

    pub(crate) fn of(&self, weight: Weight) -> &Face {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }
}

impl Face {
    fn open(bytes: &'static [u8]) -> Result<Face, PaperError> {
        let read = FontRef::new(bytes).map_err(|_| PaperError::Face)?;
        let font = Font::new(Data::from(bytes), 0).ok_or(PaperError::Face)?;
        Ok(Face {
            units: font.units_per_em(),
            font,
            letters: read.charmap(),
            widths: read.glyph_metrics(Size::unscaled(), LocationRef::default()),
        })
    }

    /// What of a text can be set: without what cannot be seen, and with a sign for letters that are not there.
    pub(crate) fn settable(&self, text: &str) -> String {
        let seen = text.chars().filter(|c| !is_unseen(*c));
        let settable = seen.map(|c| match c {
            '\t' => ' ',
            '\n' => '\n',
            c if self.letters.map(c).is_some_and(|glyph| glyph.to_u32() != 0) => c,
            _ => UNKNOWN,
        });
        settable.collect()
    }

    /// Of a text without line breaks, at size 1.
    pub(crate) fn width(&self, c: char) -> f32 {
        let glyph = self.letters.map(c).unwrap_or_default();
        self.widths.advance_width(glyph).unwrap_or_default() / self.units
    }

    pub(crate) fn glyphs(&self, text: &str) -> Vec<KrillaGlyph> {
        let glyph = |(at, c): (usize, char)| {
            let id = self.letters.map(c).unwrap_or_default().to_u32();
            let range = at..at + c.len_utf8();
            KrillaGlyph::new(GlyphId::new(id), self.width(c), 0.0, 0.0, 0.0, range, None)
        };
        text.char_indices().map(glyph).collect()
    }
}

/// Signs that join, order or vary others, and have no width of their own.
fn is_unseen(c: char) -> bool {
    (c.is_control() && c != '\n' && c != '\t')
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}')
}
