//! Reads the markup of a page strictly: what a browser would silently mend is a finding here.

use std::collections::{HashMap, HashSet};

const VOID: &[&str] = &[
    "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr",
];

/// An opening tag with its attributes.
#[derive(Debug)]
pub(crate) struct Element {
    pub(crate) name: String,
    pub(crate) attributes: HashMap<String, String>,
}

/// What a page consists of, and what is wrong with its markup.
#[derive(Debug, Default)]
pub(crate) struct Markup {
    pub(crate) elements: Vec<Element>,
    pub(crate) findings: Vec<String>,
}

impl Markup {
    pub(crate) fn read(html: &str) -> Self {
        let mut markup = Self::default();
        let mut open: Vec<String> = Vec::new();
        let mut rest = html;
        while let Some((_, tail)) = rest.split_once('<') {
            let Some((tag, after)) = split_tag(tail) else {
                markup
                    .findings
                    .push(format!("a tag without end: {}", excerpt(tail)));
                break;
            };
            markup.tag(tag, &mut open);
            rest = after;
        }
        if rest.contains('>') {
            markup
                .findings
                .push(format!("a bare > in: {}", excerpt(rest)));
        }
        for name in open {
            markup.findings.push(format!("<{name}> is never closed"));
        }
        markup
    }

    pub(crate) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.elements
            .iter()
            .filter(move |element| element.name == name)
    }

    fn tag(&mut self, tag: &str, open: &mut Vec<String>) {
        if tag.starts_with('!') {
            return;
        }
        if let Some(name) = tag.strip_prefix('/') {
            match open.pop() {
                Some(expected) if expected == name => {}
                expected => self.findings.push(format!("</{name}> closes {expected:?}")),
            }
            return;
        }
        let closed = tag.ends_with('/');
        let body = tag.trim_end_matches('/');
        let (name, attributes) = body.split_once(char::is_whitespace).unwrap_or((body, ""));
        if name.is_empty() || !name.chars().all(|letter| letter.is_ascii_alphanumeric()) {
            self.findings.push(format!("not a tag: <{}>", excerpt(tag)));
            return;
        }
        let attributes = self.attributes(name, attributes);
        self.elements.push(Element {
            name: name.to_owned(),
            attributes,
        });
        if !closed && !VOID.contains(&name) {
            open.push(name.to_owned());
        }
    }

    fn attributes(&mut self, element: &str, source: &str) -> HashMap<String, String> {
        let mut attributes = HashMap::new();
        let mut rest = source.trim();
        while !rest.is_empty() {
            let end = rest
                .find(|letter: char| letter == '=' || letter.is_whitespace())
                .unwrap_or(rest.len());
            let (name, tail) = rest.split_at(end);
            let (value, tail) = match tail
                .strip_prefix("=\"")
                .and_then(|quoted| quoted.split_once('"'))
            {
                Some(found) => found,
                None if tail.starts_with('=') => {
                    self.findings
                        .push(format!("<{element} {name}> has an unquoted value"));
                    return attributes;
                }
                None => ("", tail),
            };
            if attributes
                .insert(name.to_owned(), value.to_owned())
                .is_some()
            {
                self.findings.push(format!("<{element}> has {name} twice"));
            }
            if !tail.is_empty() && !tail.starts_with(char::is_whitespace) {
                self.findings
                    .push(format!("<{element}> has no space after {name}"));
            }
            rest = tail.trim_start();
        }
        attributes
    }

    /// All ids; twice the same is a finding.
    pub(crate) fn ids(&mut self) -> HashSet<String> {
        let mut ids = HashSet::new();
        for id in self
            .elements
            .iter()
            .filter_map(|element| element.attributes.get("id"))
        {
            if !ids.insert(id.clone()) {
                self.findings.push(format!("the id {id} is used twice"));
            }
        }
        ids
    }
}

/// Splits after the `>` that ends a tag, not at one inside a quoted value.
fn split_tag(tail: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    for (index, letter) in tail.char_indices() {
        match letter {
            '"' => quoted = !quoted,
            '>' if !quoted => return Some((&tail[..index], &tail[index + 1..])),
            _ => {}
        }
    }
    None
}

fn excerpt(text: &str) -> String {
    text.chars().take(60).collect()
}

#[test]
fn faults_are_found() {
    let findings = |html: &str| {
        let mut markup = Markup::read(html);
        markup.ids();
        markup.findings.len()
    };
    assert_eq!(findings("<p class=\"a > b\">x<br></p>"), 0);
    assert_eq!(findings("<p><b>x</p></b>"), 2);
    assert_eq!(findings("<p>x"), 1);
    assert_eq!(findings("<p class=a>x</p>"), 1);
    assert_eq!(findings("<p id=\"a\"></p><p id=\"a\"></p>"), 1);
    assert_eq!(findings("<p title=\"a\"b></p>"), 1);
    assert_eq!(findings("<p a=\"1\" a=\"2\"></p>"), 1);
}
