//! The languages that Dopis speaks, and how a reader's wish becomes one of them.

/// A language with a complete set of texts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Language {
    #[default]
    Slovene,
    English,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::Slovene, Self::English];

    /// The BCP 47 tag, as in `<html lang>`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::Slovene => "sl",
            Self::English => "en",
        }
    }

    /// The language's name in itself.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Slovene => "Slovenščina",
            Self::English => "English",
        }
    }

    /// The language of a tag such as `sl`, `sl-SI` or `en_GB`.
    pub fn from_tag(tag: &str) -> Option<Self> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(primary))
    }

    /// The best language for an `Accept-Language` header; `None` if it names none of ours.
    pub fn preferred(accept_language: &str) -> Option<Self> {
        let mut best: Option<(Self, f32)> = None;
        for range in accept_language.split(',') {
            let mut fields = range.split(';');
            let Some(language) = fields.next().and_then(|tag| Self::from_tag(tag.trim())) else {
                continue;
            };
            let quality = fields
                .find_map(|field| field.trim().strip_prefix("q="))
                .map_or(1.0, |value| value.trim().parse().unwrap_or(0.0));
            if quality > best.map_or(0.0, |(_, best)| best) {
                best = Some((language, quality));
            }
        }
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn the_highest_quality_wins_and_the_first_among_equals() {
        let preferred = |header| Language::preferred(header).map(Language::tag);
        assert_eq!(preferred("de, en;q=0.6, sl-SI;q=0.9"), Some("sl"));
        assert_eq!(preferred("en-GB,en;q=0.9"), Some("en"));
        assert_eq!(preferred("en, sl"), Some("en"));
        assert_eq!(preferred("sl;q=0, en;q=0.1"), Some("en"));
        assert_eq!(preferred("de, hr"), None);
        assert_eq!(preferred(""), None);
    }
}
