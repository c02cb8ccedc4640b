//! The languages in which sellers write to their buyers.

/// A language that a quick reply can have a text in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VariantLanguage {
    Slovene,
    English,
    German,
    Croatian,
    Italian,
    Hungarian,
}

impl VariantLanguage {
    pub const ALL: [VariantLanguage; 6] = [
        VariantLanguage::Slovene,
        VariantLanguage::English,
        VariantLanguage::German,
        VariantLanguage::Croatian,
        VariantLanguage::Italian,
        VariantLanguage::Hungarian,
    ];

    /// ISO 639-1.
    pub fn code(self) -> &'static str {
        match self {
            VariantLanguage::Slovene => "sl",
            VariantLanguage::English => "en",
            VariantLanguage::German => "de",
            VariantLanguage::Croatian => "hr",
            VariantLanguage::Italian => "it",
            VariantLanguage::Hungarian => "hu",
        }
    }

    /// What its speakers call it.
    pub fn name(self) -> &'static str {
        match self {
            VariantLanguage::Slovene => "Slovenščina",
            VariantLanguage::English => "English",
            VariantLanguage::German => "Deutsch",
            VariantLanguage::Croatian => "Hrvatski",
            VariantLanguage::Italian => "Italiano",
            VariantLanguage::Hungarian => "Magyar",
        }
    }

    pub fn from_code(code: &str) -> Option<VariantLanguage> {
        VariantLanguage::ALL
            .into_iter()
            .find(|language| language.code() == code)
    }

    /// The language of a tag such as `de-AT`.
    pub fn of_tag(tag: &str) -> Option<VariantLanguage> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        VariantLanguage::from_code(&primary.to_lowercase())
    }
}
