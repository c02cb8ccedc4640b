//! A quick reply as its seller writes it: a name, a shortcut, and a text in at least one language.

use std::collections::BTreeMap;

use super::{InvalidTemplate, SHORTCUT_MAX_CHARS, Shortcut, Template, VariantLanguage};

/// Longest name, in Unicode scalar values.
pub const NAME_MAX_CHARS: usize = 80;

/// Quick replies of one seller at most.
pub const QUICK_REPLIES_MAX: u32 = 500;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum InvalidQuickReply {
    #[error("name: 1 to {NAME_MAX_CHARS} characters in one line")]
    Name,
    #[error("shortcut: one word of letters, digits and hyphens, at most {SHORTCUT_MAX_CHARS}")]
    Shortcut,
    #[error("default_language: there must be a text in this language")]
    DefaultLanguage,
    #[error("{}: {invalid}", language.code())]
    Text {
        language: VariantLanguage,
        invalid: InvalidTemplate,
    },
}

impl InvalidQuickReply {
    pub fn code(&self) -> &'static str {
        match self {
            InvalidQuickReply::Name => "quick_reply_name",
            InvalidQuickReply::Shortcut => "quick_reply_shortcut",
            InvalidQuickReply::DefaultLanguage => "quick_reply_default_language",
            InvalidQuickReply::Text { invalid, .. } => invalid.code(),
        }
    }
}

/// What a seller says of a quick reply.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QuickReply {
    pub name: String,
    pub shortcut: Shortcut,
    pub variants: Variants,
}

/// The texts by language; the default one is always there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variants {
    texts: BTreeMap<VariantLanguage, Template>,
    default: VariantLanguage,
}

impl Variants {
    pub fn new(
        texts: impl IntoIterator<Item = (VariantLanguage, Template)>,
        default: VariantLanguage,
    ) -> Result<Variants, InvalidQuickReply> {
        let texts: BTreeMap<_, _> = texts.into_iter().collect();
        match texts.contains_key(&default) {
            true => Ok(Variants { texts, default }),
            false => Err(InvalidQuickReply::DefaultLanguage),
        }
    }

    pub fn default_language(&self) -> VariantLanguage {
        self.default
    }

    pub fn all(&self) -> impl Iterator<Item = (VariantLanguage, &Template)> {
        self.texts.iter().map(|(language, text)| (*language, text))
    }

    pub fn get(&self, language: VariantLanguage) -> Option<&Template> {
        self.texts.get(&language)
    }

    /// The text for a reader of this language tag, and which language it is in.
    pub fn for_reader(&self, tag: &str) -> (VariantLanguage, &Template) {
        let wanted = VariantLanguage::of_tag(tag);
        let found = wanted.and_then(|language| Some((language, self.texts.get(&language)?)));
        found.unwrap_or_else(|| (self.default, &self.texts[&self.default]))
    }
}

/// A name in one line, or the refusal.
pub fn check_name(name: &str) -> Result<String, InvalidQuickReply> {
    let name = name.trim();
    let fits = (1..=NAME_MAX_CHARS).contains(&name.chars().count());
    match fits && !name.chars().any(char::is_control) {
        true => Ok(name.to_owned()),
        false => Err(InvalidQuickReply::Name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_gets_its_language_or_the_default_one() {
        let text = |text: &str| Template::parse(text).unwrap();
        let texts = [
            (VariantLanguage::Slovene, text("Pozdravljeni")),
            (VariantLanguage::German, text("Guten Tag")),
        ];
        let variants = Variants::new(texts.clone(), VariantLanguage::Slovene).unwrap();
        for (tag, found) in [
            ("sl", "Pozdravljeni"),
            ("de-AT", "Guten Tag"),
            ("DE", "Guten Tag"),
            ("en", "Pozdravljeni"),
            ("", "Pozdravljeni"),
        ] {
            assert_eq!(variants.for_reader(tag).1.as_str(), found, "{tag}");
        }
        assert_eq!(
            Variants::new(texts, VariantLanguage::English),
            Err(InvalidQuickReply::DefaultLanguage)
        );
    }

    #[test]
    fn a_name_is_one_line() {
        assert_eq!(check_name(" Paket ").unwrap(), "Paket");
        for name in ["", " ", "a\nb", &"x".repeat(81)] {
            assert_eq!(check_name(name), Err(InvalidQuickReply::Name));
        }
    }
}
