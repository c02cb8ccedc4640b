//! The texts are complete: same keys and variables in all languages, none missing, none unused, none outside.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use dopis::i18n::{FluentValue, Language, Texts, locale_files};

type Variables = BTreeSet<String>;

#[test]
fn languages_have_the_same_keys_and_variables() {
    let slovene = defined(Language::Slovene);
    let english = defined(Language::English);
    for (key, variables) in &slovene {
        assert_eq!(Some(variables), english.get(key), "{key}");
    }
    let only_english: Vec<_> = english
        .keys()
        .filter(|key| !slovene.contains_key(*key))
        .collect();
    assert!(only_english.is_empty(), "{only_english:?}");
}

#[test]
fn keys_begin_with_the_name_of_their_file() {
    for language in Language::ALL {
        for (file, source) in locale_files(language) {
            for key in entries(source).keys() {
                assert!(
                    key.starts_with(&format!("{file}-")),
                    "{key} in {file}.ftl of {}",
                    language.tag()
                );
            }
        }
    }
}

#[test]
fn every_file_is_loaded_and_every_key_defined_once() {
    for language in Language::ALL {
        let folder = root().join("locales").join(language.tag());
        let files: BTreeSet<String> = files(&folder, "ftl")
            .iter()
            .map(|path| path.file_stem().unwrap().to_str().unwrap().to_owned())
            .collect();
        let loaded: BTreeSet<String> = locale_files(language)
            .iter()
            .map(|(name, _)| (*name).to_owned())
            .collect();
        assert_eq!(files, loaded);
        let keys: Vec<String> = locale_files(language)
            .iter()
            .flat_map(|(_, source)| lines_of_keys(source))
            .collect();
        let unique: BTreeSet<&String> = keys.iter().collect();
        assert_eq!(
            keys.len(),
            unique.len(),
            "a key is defined twice in {}",
            language.tag()
        );
    }
}

#[test]
fn every_text_renders_in_every_plural_form() {
    for language in Language::ALL {
        for (key, variables) in defined(language) {
            for count in [0_u64, 1, 2, 3, 5, 101, 102] {
                let values: Vec<(&str, FluentValue<'_>)> = variables
                    .iter()
                    .map(|name| {
                        (
                            name.as_str(),
                            if name == "count" {
                                count.into()
                            } else {
                                "X".into()
                            },
                        )
                    })
                    .collect();
                let text = Texts::of(language).t_args(&key, &values);
                assert!(
                    !text.contains(['{', '}']) && !text.trim().is_empty() && text != key,
                    "{key}: {text}"
                );
            }
        }
    }
}

#[test]
fn slovene_plurals_have_all_four_forms() {
    for (file, source) in locale_files(Language::Slovene) {
        for (key, text) in entries(source) {
            let forms = ["[one]", "[two]", "[few]", "*[other]"];
            let present = forms.iter().filter(|form| text.contains(**form)).count();
            assert!(
                present == 0 || present == forms.len(),
                "{key} in {file}.ftl"
            );
        }
    }
}

#[test]
fn used_keys_are_defined_and_defined_keys_are_used() {
    let defined: BTreeSet<String> = defined(Language::Slovene).into_keys().collect();
    let prefixes: BTreeSet<&str> = locale_files(Language::Slovene)
        .iter()
        .map(|(name, _)| *name)
        .collect();
    let mut used = BTreeSet::new();
    for path in files(&root().join("templates"), "html") {
        let source = fs::read_to_string(&path).unwrap();
        for literal in expressions(&source)
            .iter()
            .flat_map(|expression| literals(expression))
        {
            if is_key(&literal, &prefixes) {
                assert!(
                    defined.contains(&literal),
                    "{literal} in {} is not defined",
                    path.display()
                );
                used.insert(literal);
            }
        }
    }
    for path in files(&root().join("src"), "rs") {
        for literal in literals(&fs::read_to_string(&path).unwrap()) {
            let page = path.starts_with(root().join("src/pages"));
            // Names of samples look like keys and are none.
            if page && !path.to_string_lossy().contains("/samples/") && is_key(&literal, &prefixes)
            {
                let part = literal.ends_with('-');
                assert!(
                    part || defined.contains(&literal),
                    "{literal} in {} is not defined",
                    path.display()
                );
            }
            used.insert(literal);
        }
    }
    let unused: Vec<_> = defined.difference(&used).collect();
    assert!(unused.is_empty(), "unused: {unused:#?}");
}

#[test]
fn templates_contain_no_words() {
    for path in files(&root().join("templates"), "html") {
        // The API speaks English alone, and so does its reference; those who design pages read English too.
        if path.ends_with("reference.html") || path.ends_with("dev/components.html") {
            continue;
        }
        let source = fs::read_to_string(&path).unwrap();
        let words = words(&source);
        assert!(words.is_empty(), "{}: {words:?}", path.display());
    }
    assert_eq!(words("<p class=\"a\">{{ x }} 3 × Da{% if y %}</p>"), ["Da"]);
    assert_eq!(
        words("<p aria-label=\"Close it\"></p><input placeholder=\"{{ x }}\">"),
        ["Close it"]
    );
}

/// Words in the text of a template, and in the attributes that are read out or shown.
fn words(source: &str) -> Vec<String> {
    let mut bare = without_class_blocks(source);
    for (from, to) in [("{{", "}}"), ("{%", "%}"), ("{#", "#}")] {
        while let Some(start) = bare.find(from) {
            let end = bare[start..].find(to).unwrap() + start + to.len();
            bare.replace_range(start..end, " ");
        }
    }
    let mut words = Vec::new();
    for (index, piece) in bare.split('<').enumerate() {
        let (tag, text) = if index == 0 {
            ("", piece)
        } else {
            piece.split_once('>').unwrap_or((piece, ""))
        };
        for attribute in ["title=\"", "aria-label=\"", "placeholder=\"", "alt=\""] {
            if let Some(value) = tag
                .split_once(attribute)
                .and_then(|(_, rest)| rest.split_once('"'))
            {
                words.push(value.0.to_owned());
            }
        }
        words.extend(text.split_whitespace().map(str::to_owned));
    }
    words.retain(|word| word.chars().any(char::is_alphabetic));
    words
}

/// The blocks that hold the classes of `<body>` and `<main>` stand outside of any tag.
fn without_class_blocks(source: &str) -> String {
    let mut bare = source.to_owned();
    for name in ["body_class", "main_class"] {
        let (from, to) = (format!("{{% block {name} %}}"), "{% endblock %}");
        if let Some(start) = bare.find(&from) {
            let end = start + bare[start..].find(to).unwrap() + to.len();
            bare.replace_range(start..end, "");
        }
    }
    bare
}

fn is_key(literal: &str, prefixes: &BTreeSet<&str>) -> bool {
    let spelled = literal
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    spelled
        && literal
            .split_once('-')
            .is_some_and(|(prefix, _)| prefixes.contains(prefix))
}

/// What stands between `{{ }}` and `{% %}`.
fn expressions(source: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (from, to) in [("{{", "}}"), ("{%", "%}")] {
        found.extend(
            source
                .split(from)
                .skip(1)
                .map(|rest| rest.split(to).next().unwrap().to_owned()),
        );
    }
    found
}

/// The contents of all `"…"`.
fn literals(source: &str) -> Vec<String> {
    source
        .split('"')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

fn defined(language: Language) -> BTreeMap<String, Variables> {
    let texts = locale_files(language)
        .iter()
        .flat_map(|(_, source)| entries(source));
    texts.map(|(key, text)| (key, variables(&text))).collect()
}

fn entries(source: &str) -> BTreeMap<String, String> {
    let mut entries: BTreeMap<String, String> = BTreeMap::new();
    let mut last = String::new();
    for line in source.lines() {
        if let Some(key) = key_of(line) {
            last = key.to_owned();
        }
        entries.entry(last.clone()).or_default().push_str(line);
    }
    entries
}

fn lines_of_keys(source: &str) -> Vec<String> {
    source
        .lines()
        .filter_map(key_of)
        .map(str::to_owned)
        .collect()
}

fn key_of(line: &str) -> Option<&str> {
    let (key, _) = line.split_once(" =")?;
    let spelled = key
        .chars()
        .all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-');
    (spelled && !key.is_empty()).then_some(key)
}

fn variables(text: &str) -> Variables {
    let name = |rest: &str| {
        rest.chars()
            .take_while(|letter| letter.is_alphanumeric() || *letter == '-')
            .collect()
    };
    text.split('$').skip(1).map(name).collect()
}

fn files(folder: &Path, kind: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(files(&path, kind));
        } else if path.extension().is_some_and(|extension| extension == kind) {
            found.push(path);
        }
    }
    found
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}
