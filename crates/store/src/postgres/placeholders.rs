//! From the placeholders of our SQL, `?1 ?2`, to those of PostgreSQL, `$1 $2`.

use std::{cell::RefCell, collections::HashMap, rc::Rc};

thread_local! {
    /// By address: the text of a statement is one constant of the program.
    static KNOWN: RefCell<HashMap<(usize, usize), Rc<str>>> = RefCell::default();
}

/// The statement for PostgreSQL; worked out once per thread.
pub(crate) fn mapped(sql: &'static str) -> Rc<str> {
    let key = (sql.as_ptr().addr(), sql.len());
    KNOWN.with_borrow_mut(|known| Rc::clone(known.entry(key).or_insert_with(|| map(sql).into())))
}

/// Leaves literals, quoted identifiers and comments as they are.
fn map(sql: &str) -> String {
    let mut mapped = String::with_capacity(sql.len());
    let mut rest = sql;
    while let Some(at) = rest.find(['?', '\'', '"', '-', '/']) {
        let (plain, special) = rest.split_at(at);
        mapped.push_str(plain);
        let length = opaque(special).unwrap_or(1);
        let (piece, after) = special.split_at(length);
        let numbered = piece == "?" && after.starts_with(|next: char| next.is_ascii_digit());
        mapped.push_str(if numbered { "$" } else { piece });
        rest = after;
    }
    mapped.push_str(rest);
    mapped
}

/// How long the literal, identifier or comment is that begins here, if one does.
fn opaque(text: &str) -> Option<usize> {
    let ending = match text.as_bytes() {
        [b'\'', ..] => "'",
        [b'"', ..] => "\"",
        [b'-', b'-', ..] => "\n",
        [b'/', b'*', ..] => "*/",
        _ => return None,
    };
    // A doubled quote ends one literal and begins the next, which comes to the same.
    let start = if ending == "*/" { 2 } else { 1 };
    let length = text[start..]
        .find(ending)
        .map(|at| start + at + ending.len());
    Some(length.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use super::map;

    #[track_caller]
    fn check(sql: &str, expected: &str) {
        assert_eq!(map(sql), expected);
    }

    #[test]
    fn numbers_are_kept() {
        check(
            "SELECT a FROM t WHERE b = ?1 AND c > ?12 OR b = ?1",
            "SELECT a FROM t WHERE b = $1 AND c > $12 OR b = $1",
        );
    }

    #[test]
    fn literals_identifiers_and_comments_are_left_alone() {
        check("SELECT '?1', 'it''s ?2', ?3", "SELECT '?1', 'it''s ?2', $3");
        check(
            "SELECT \"a?1\", \"b\"\"?2\" FROM t WHERE c = ?1",
            "SELECT \"a?1\", \"b\"\"?2\" FROM t WHERE c = $1",
        );
        check("SELECT 1 -- ?1 isn't\n, ?1", "SELECT 1 -- ?1 isn't\n, $1");
        check("SELECT /* ?1 ' */ ?2", "SELECT /* ?1 ' */ $2");
    }

    #[test]
    fn operators_and_letters_beyond_ascii_are_left_alone() {
        check("SELECT a-?1/?2, 'čas ?1', č", "SELECT a-$1/$2, 'čas ?1', č");
    }

    #[test]
    fn an_unfinished_literal_ends_with_the_text() {
        check("SELECT '?1", "SELECT '?1");
    }
}
