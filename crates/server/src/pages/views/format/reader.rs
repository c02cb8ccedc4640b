//! Who reads a page: the language, the time zone and the present instant that every format needs.

use jiff::{Timestamp, tz::TimeZone};

use crate::i18n::{Language, Texts};

/// The reader of a page.
#[derive(Clone, Debug)]
pub struct Reader {
    pub texts: &'static Texts,
    pub zone: TimeZone,
    pub now: Timestamp,
}

impl Reader {
    pub fn new(language: Language, zone: TimeZone, now: Timestamp) -> Self {
        Self {
            texts: Texts::of(language),
            zone,
            now,
        }
    }
}
