//! Texts of one language, from the Fluent files that are compiled in.
//! Every key begins with the name of its file, so that a test can tell a key from any other string.

use std::fmt;
use std::sync::OnceLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::Language;

/// The texts of one language.
pub struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
}

impl Texts {
    /// The texts of a language; parsed at the first use.
    pub fn of(language: Language) -> &'static Self {
        static SLOVENE: OnceLock<Texts> = OnceLock::new();
        static ENGLISH: OnceLock<Texts> = OnceLock::new();
        match language {
            Language::Slovene => SLOVENE.get_or_init(|| Self::load(language)),
            Language::English => ENGLISH.get_or_init(|| Self::load(language)),
        }
    }

    pub fn language(&self) -> Language {
        self.language
    }

    /// The text of a key without variables.
    pub fn t(&self, key: &str) -> String {
        self.text(key, None)
    }

    /// The text of a key with a plural over `$count`.
    pub fn n(&self, key: &str, count: u64) -> String {
        self.t_args(key, &[("count", FluentValue::from(count))])
    }

    /// The text of a key with its variables.
    pub fn t_args(&self, key: &str, variables: &[(&str, FluentValue<'_>)]) -> String {
        let mut arguments = FluentArgs::with_capacity(variables.len());
        for (name, value) in variables {
            let value = match value {
                FluentValue::String(text) => FluentValue::from(text.as_ref()),
                other => other.clone(),
            };
            arguments.set(*name, value);
        }
        self.text(key, Some(&arguments))
    }

    fn text(&self, key: &str, arguments: Option<&FluentArgs<'_>>) -> String {
        let pattern = self.bundle.get_message(key).and_then(|text| text.value());
        let Some(pattern) = pattern else {
            tracing::error!(key, language = self.language.tag(), "a text is missing");
            return key.to_owned();
        };
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, arguments, &mut errors);
        for error in errors {
            tracing::error!(key, language = self.language.tag(), %error, "a text is incomplete");
        }
        text.into_owned()
    }

    fn load(language: Language) -> Self {
        let tag = language.tag();
        let mut bundle = FluentBundle::new_concurrent(vec![
            tag.parse::<LanguageIdentifier>().unwrap_or_default(),
        ]);
        bundle.set_use_isolating(false);
        for (file, source) in locale_files(language) {
            let resource = FluentResource::try_new((*source).to_owned()).unwrap_or_else(
                |(partial, errors)| {
                    tracing::error!(file, tag, ?errors, "a text file has errors");
                    partial
                },
            );
            if let Err(errors) = bundle.add_resource(resource) {
                tracing::error!(file, tag, ?errors, "a text is defined twice");
            }
        }
        Self { language, bundle }
    }
}

impl fmt::Debug for Texts {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Texts")
            .field("language", &self.language)
            .finish_non_exhaustive()
    }
}

/// The Fluent files of a language: name without extension, content.
pub fn locale_files(language: Language) -> &'static [(&'static str, &'static str)] {
    match language {
        Language::Slovene => SLOVENE_FILES,
        Language::English => ENGLISH_FILES,
    }
}

macro_rules! files {
    ($folder:literal) => {
        files!($folder: "absence", "access", "account", "ask", "attach", "author", "bulk", "buyer", "calendar", "composer", "contact", "date", "deadline", "dispute", "dossier", "draft", "enter", "erasure", "error", "escalation", "event", "figure", "held", "hold", "inbox", "keys", "label", "live", "mention", "next", "notice", "order", "page", "palette", "people", "prepared", "quick", "readings", "review", "rule", "ruleset", "sellers", "settings", "sign", "staff", "strike", "thread", "view")
    };
    ($folder:literal: $($name:literal),+) => {
        &[$(($name, include_str!(concat!("../../locales/", $folder, "/", $name, ".ftl")))),+]
    };
}

const SLOVENE_FILES: &[(&str, &str)] = files!("sl");
const ENGLISH_FILES: &[(&str, &str)] = files!("en");
