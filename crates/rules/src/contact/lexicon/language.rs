//! The languages that there are lexicons of.

/// A language, or the words that are the same in all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Language {
    Slovene,
    English,
    German,
    /// Croatian, Serbian and Bosnian.
    Croatian,
    Polish,
    Italian,
    Hungarian,
    Any,
}

impl Language {
    pub(crate) const SPOKEN: [Self; 7] = [
        Self::Slovene,
        Self::English,
        Self::German,
        Self::Croatian,
        Self::Polish,
        Self::Italian,
        Self::Hungarian,
    ];

    /// By its tag, with or without a region.
    pub(crate) fn of_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Some(match primary.to_ascii_lowercase().as_str() {
            "sl" => Self::Slovene,
            "en" => Self::English,
            "de" => Self::German,
            "hr" | "sr" | "bs" | "sh" => Self::Croatian,
            "pl" => Self::Polish,
            "it" => Self::Italian,
            "hu" => Self::Hungarian,
            "any" => Self::Any,
            _ => return None,
        })
    }
}
