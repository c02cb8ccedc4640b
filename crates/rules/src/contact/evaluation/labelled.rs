//! A message with what people say is in it, as one line of a labelled set.

use serde::Deserialize;

use super::super::finding::Kind;
use super::super::message::{Author, InImage, Known, Message};

/// What is known around a labelled message.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct LabelledContext {
    pub numbers: Vec<String>,
    pub titles: Vec<String>,
    pub legal_contacts: Vec<String>,
    pub domains: Vec<String>,
    pub allowed: Vec<String>,
    pub file_names: Vec<String>,
    /// What the codes of each attachment say, in their order.
    pub codes: Vec<String>,
    /// The words in each of them.
    pub pictures: Vec<String>,
    pub earlier: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LabelledMessage {
    pub text: String,
    /// Empty, if nobody has said it.
    #[serde(default)]
    pub lang: String,
    #[serde(default)]
    pub role: String,
    #[serde(default)]
    pub violating: bool,
    #[serde(default)]
    pub kind: Option<Kind>,
    /// From the first to behind the last code point.
    #[serde(default)]
    pub spans: Vec<(usize, usize)>,
    #[serde(default)]
    pub context: Option<LabelledContext>,
    #[serde(default)]
    pub difficulty: Option<String>,
}

impl LabelledMessage {
    /// Hands the message over as the detector wants it.
    pub fn with<T>(&self, look: impl FnOnce(&Message<'_>) -> T) -> T {
        let nothing = LabelledContext::default();
        let context = self.context.as_ref().unwrap_or(&nothing);
        let lists = [
            &context.numbers,
            &context.titles,
            &context.legal_contacts,
            &context.domains,
            &context.allowed,
            &context.file_names,
            &context.earlier,
        ]
        .map(|list| list.iter().map(String::as_str).collect::<Vec<_>>());
        let [
            numbers,
            titles,
            legal_contacts,
            domains,
            allowed,
            file_names,
            earlier,
        ] = &lists;
        let languages: Vec<&str> = Some(self.lang.as_str())
            .filter(|tag| !tag.is_empty())
            .into_iter()
            .collect();
        look(&Message {
            text: &self.text,
            languages: &languages,
            author: match self.role.as_str() {
                "buyer" => Author::Buyer,
                _ => Author::Seller,
            },
            file_names,
            codes: &in_images(&context.codes),
            pictures: &in_images(&context.pictures),
            earlier,
            known: Known {
                numbers,
                titles,
                legal_contacts,
                domains,
                allowed,
            },
        })
    }
}

fn in_images(texts: &[String]) -> Vec<InImage<'_>> {
    let texts = texts.iter().enumerate();
    texts.map(|(file, text)| InImage { file, text }).collect()
}
