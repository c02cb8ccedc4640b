//! The content security policy forbids inline code and styles, so templates hold none.

use super::File;

const INLINE: &str = "the content security policy forbids it; use a file below assets";

pub(super) fn check(files: &[File]) -> Vec<String> {
    let templates = files.iter().filter(|file| {
        file.path.starts_with("crates/server/templates/") && file.path.ends_with(".html")
    });
    templates.flat_map(in_template).collect()
}

fn in_template(file: &File) -> Vec<String> {
    let text = file.text.to_ascii_lowercase();
    let mut findings = Vec::new();
    let mut tell = |at: usize, what: &str| {
        let number = text[..at].lines().count().max(1);
        findings.push(format!("{}:{number}: {what}: {INLINE}", file.path));
    };
    for (at, _) in text.match_indices("<script") {
        let tag = &text[at..];
        let end = tag.find('>').unwrap_or(tag.len());
        if !tag[..end].contains(" src=") {
            tell(at, "a script without `src`");
        }
    }
    for (at, _) in text.match_indices("<style") {
        tell(at, "`<style>`");
    }
    for (at, _) in text.match_indices("javascript:") {
        tell(at, "`javascript:`");
    }
    for (at, _) in text.match_indices('=') {
        let name = attribute_name(&text[..at]);
        if name == "style" || is_handler(name) {
            tell(at, &format!("`{name}=`"));
        }
    }
    findings
}

/// The word that ends here, if a blank stands before it, as before every attribute.
fn attribute_name(before: &str) -> &str {
    let start = before
        .rfind(|c: char| !(c.is_ascii_alphanumeric() || "-_:".contains(c)))
        .unwrap_or(0);
    let word = &before[start..];
    let name = word.trim_start();
    if name.len() < word.len() { name } else { "" }
}

fn is_handler(name: &str) -> bool {
    name.strip_prefix("on")
        .is_some_and(|event| event.len() > 2 && event.chars().all(|c| c.is_ascii_lowercase()))
        || name.starts_with("hx-on")
}

#[cfg(test)]
mod tests {
    use super::{File, check};

    fn findings(text: &str) -> usize {
        let path = "crates/server/templates/a.html".to_owned();
        let text = text.to_owned();
        check(&[File { path, text }]).len()
    }

    #[test]
    fn inline_code_and_styles_are_found() {
        assert_eq!(findings("<script>x()</script>"), 1);
        assert_eq!(findings("<p style=\"color: red\">"), 1);
        assert_eq!(findings("<button\n onclick=\"x()\">"), 1);
        assert_eq!(findings("<style>p {}</style>"), 1);
        assert_eq!(findings("<a href=\"javascript:x()\">"), 1);
        assert_eq!(findings("<a hx-on:click=\"x()\">"), 1);
    }

    #[test]
    fn files_and_ordinary_attributes_are_not() {
        assert_eq!(findings("<script src=\"/assets/a.js\" defer></script>"), 0);
        assert_eq!(
            findings("<p class=\"on\" data-online=\"1\" hx-get=\"/a\">"),
            0
        );
    }
}
