//! Every page in every state and language is well-formed, labelled and free of anything inline or foreign.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::Path;

use dopis::i18n::Language;
use dopis::pages::assets;
use dopis::pages::views::samples;

use crate::html::{Element, Markup};

const HTML_ONCE: &[&str] = &["html", "head", "title", "body", "main", "h1"];

#[test]
fn every_page_is_well_formed_and_labelled() {
    for language in Language::ALL {
        for (name, html) in samples::pages(language).unwrap() {
            let findings = findings(&html, language);
            assert!(
                findings.is_empty(),
                "{name} in {}: {findings:#?}\n{html}",
                language.tag()
            );
        }
    }
}

#[test]
fn every_template_is_among_the_samples() {
    let shown: BTreeSet<String> = sources(Path::new("src/pages/views/samples"))
        .into_iter()
        .collect();
    let shown: String = shown.into_iter().collect();
    for source in sources(Path::new("src/pages/views")) {
        for page in source.split("#[template(path").skip(1) {
            let name = page
                .split("pub struct ")
                .nth(1)
                .and_then(|rest| rest.split([' ', '<']).next())
                .unwrap();
            assert!(shown.contains(name), "{name} has no sample");
        }
    }
}

/// Writes the samples with their files to `target/gallery`, to be looked at in a browser.
#[test]
#[ignore = "writes files for people to look at"]
fn write_the_gallery() {
    let gallery = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/gallery");
    for asset in [assets::stylesheet(), assets::script(), assets::icon()] {
        let path = gallery.join(asset.url.trim_start_matches('/'));
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, asset.body()).unwrap();
    }
    for language in Language::ALL {
        for (name, html) in samples::pages(language).unwrap() {
            fs::write(
                gallery.join(format!("{name}.{}.html", language.tag())),
                html,
            )
            .unwrap();
        }
    }
}

fn findings(html: &str, language: Language) -> Vec<String> {
    let mut markup = Markup::read(html);
    let ids = markup.ids();
    let mut findings = std::mem::take(&mut markup.findings);
    for name in HTML_ONCE {
        // Charts have titles of their own.
        let elements = markup.elements.iter();
        let found = elements
            .take_while(|element| name != &"title" || element.name != "body")
            .filter(|element| element.name == *name);
        if found.count() != 1 {
            findings.push(format!("not exactly one <{name}>"));
        }
    }
    if markup.named("html").any(|element| {
        element
            .attributes
            .get("lang")
            .is_none_or(|lang| lang != language.tag())
    }) {
        findings.push("the language is not said".to_owned());
    }
    let labelled: HashSet<&String> = markup
        .named("label")
        .filter_map(|label| label.attributes.get("for"))
        .collect();
    for element in &markup.elements {
        findings.extend(inline_or_foreign(element));
        findings.extend(broken_reference(element, &ids));
        findings.extend(unlabelled(element, &labelled));
    }
    findings.extend(forms_without_token(&markup));
    findings
}

fn inline_or_foreign(element: &Element) -> Option<String> {
    let Element {
        name, attributes, ..
    } = element;
    let handler = attributes
        .keys()
        .find(|key| key.starts_with("on") || *key == "style");
    let loaded = match name.as_str() {
        "script" | "img" | "iframe" | "source" => attributes.get("src"),
        "link" => attributes.get("href"),
        "form" => attributes.get("action"),
        _ => None,
    };
    let foreign = loaded.filter(|address| !address.starts_with('/') || address.starts_with("//"));
    let empty_script = name == "script" && !attributes.contains_key("src");
    if handler.is_some() || foreign.is_some() || empty_script || name == "style" {
        return Some(format!("inline or foreign: {element:?}"));
    }
    None
}

fn broken_reference(element: &Element, ids: &HashSet<String>) -> Option<String> {
    let references = [
        "for",
        "aria-labelledby",
        "aria-describedby",
        "list",
        "data-counts",
    ]
    .into_iter()
    .filter_map(|key| element.attributes.get(key))
    .flat_map(|value| value.split_whitespace());
    let anchor = element
        .attributes
        .get("href")
        .and_then(|href| href.strip_prefix('#'));
    let missing = references.chain(anchor).find(|id| !ids.contains(*id))?;
    Some(format!("no element has the id {missing}: {element:?}"))
}

fn unlabelled(element: &Element, labelled: &HashSet<&String>) -> Option<String> {
    let Element {
        name, attributes, ..
    } = element;
    let hidden = attributes.get("type").is_some_and(|kind| kind == "hidden");
    if !matches!(name.as_str(), "input" | "select" | "textarea") || hidden {
        return None;
    }
    let has_label = attributes.get("id").is_some_and(|id| labelled.contains(id))
        || attributes
            .get("aria-label")
            .is_some_and(|label| !label.trim().is_empty());
    (!has_label).then(|| format!("a field without a label: {element:?}"))
}

/// Every form that changes something carries the token against forged requests.
fn forms_without_token(markup: &Markup) -> Option<String> {
    let post = |element: &&Element| {
        element
            .attributes
            .get("method")
            .is_some_and(|method| method == "post")
    };
    let forms = markup.named("form").filter(post).count();
    let tokens = markup
        .named("input")
        .filter(|input| {
            input
                .attributes
                .get("name")
                .is_some_and(|name| name == "csrf")
        })
        .count();
    (forms != tokens).then(|| format!("{forms} forms with method post, {tokens} tokens"))
}

/// The Rust sources directly in a folder of this crate.
fn sources(folder: &Path) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let files = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    files
        .filter(|path| path.extension().is_some_and(|kind| kind == "rs"))
        .map(|path| fs::read_to_string(path).unwrap())
        .collect()
}
