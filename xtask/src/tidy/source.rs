//! Rust text without what is no code: comments, strings and characters become blanks of the same length.

/// Keeps every line where it was, so that line numbers stay true.
pub(super) fn code_only(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    let mut after_word = false;
    while let Some(first) = rest.chars().next() {
        // Directly behind a word, `b` or `r` is its last letter.
        let literal = !after_word || rest.starts_with('"');
        let length = if literal { literal_length(rest) } else { 0 };
        let length = length.max(comment_length(rest));
        if length == 0 {
            code.push(first);
            after_word = first.is_alphanumeric() || first == '_';
            rest = &rest[first.len_utf8()..];
            continue;
        }
        let (blanked, behind) = rest.split_at(length);
        let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
        code.extend(blanked.chars().map(blank));
        after_word = false;
        rest = behind;
    }
    code
}

fn comment_length(text: &str) -> usize {
    if text.starts_with("//") {
        return text.find('\n').unwrap_or(text.len());
    }
    if !text.starts_with("/*") {
        return 0;
    }
    let mut depth = 0;
    let mut at = 0;
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if rest.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// The length of the string, byte string or character that starts here, or nought.
fn literal_length(text: &str) -> usize {
    let prefix = text.len() - text.trim_start_matches(['b', 'c']).len();
    if prefix > 1 {
        return 0;
    }
    let body = &text[prefix..];
    let length = match body.as_bytes().first() {
        Some(b'"') => quoted_length(body, '"'),
        Some(b'\'') => character_length(body),
        Some(b'r') => raw_length(&body[1..]).map_or(0, |length| length + 1),
        _ => 0,
    };
    if length == 0 { 0 } else { prefix + length }
}

fn quoted_length(text: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// A lifetime also begins with an apostrophe and is code.
fn character_length(text: &str) -> usize {
    let mut characters = text.char_indices().skip(1);
    match (characters.next(), characters.next()) {
        (Some((_, '\\')), _) => quoted_length(text, '\''),
        (Some(_), Some((at, '\''))) => at + 1,
        _ => 0,
    }
}

fn raw_length(text: &str) -> Option<usize> {
    let hashes = text.len() - text.trim_start_matches('#').len();
    let body = text[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let at = body.find(&end)?;
    Some(hashes + 1 + at + end.len())
}

#[cfg(test)]
mod tests {
    use super::code_only;

    #[test]
    fn blanks_comments_strings_and_characters() {
        let check = |text: &str, expected: &str| assert_eq!(code_only(text), expected, "{text}");
        check("a // b\nc", "a     \nc");
        check("a /* b /* c */ d */ e", "a                   e");
        check(r#"f("a\"b", x)"#, "f(      , x)");
        check("f(r#\"a\"b\"#, x)", "f(        , x)");
        check("f(b'\\'', 'ž', 'a')", "f(     ,    ,    )");
        check("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)");
        check("\"a\nb\"c", "  \n  c");
        check("bar\"x\"", "bar   ");
    }
}
