//! Values that programs choke on.

/// Where a text, a word to look for or an id is expected; without those that no address can hold.
pub(super) fn texts() -> Vec<(&'static str, String)> {
    let marks = format!("e{}", "\u{301}".repeat(10_000));
    vec![
        ("a NUL", "a\0b".into()),
        ("a line break", "a\r\nSet-Cookie: x=1".into()),
        ("a way up", "../../../../etc/passwd".into()),
        ("a quote for SQL", "' OR 1=1; DROP TABLE sellers; --".into()),
        ("signs of LIKE", "%_%\\%".into()),
        ("a slow regular expression", "(a+)+$".repeat(20)),
        ("an unfinished regular expression", "[a-(?<".into()),
        (
            "other directions",
            "\u{202e}\u{2066}abc\u{2069}\u{202c}\u{200b}\u{feff}".into(),
        ),
        ("marks without an end", marks),
        (
            "beyond the first plane",
            "\u{1F468}\u{200D}\u{1F469}\u{10FFFF}".into(),
        ),
        ("no character", "\u{FFFE}\u{FFFF}\u{FDD0}".into()),
        ("a variable", "${jndi:ldap://x}{{7*7}}%{7*7}".into()),
        ("very long", "x".repeat(60_000)),
        ("empty", String::new()),
        ("blank", " \u{a0}\t".into()),
    ]
}

/// Where a number is expected.
pub(super) const NUMBERS: &[&str] = &[
    "-1",
    "-9223372036854775808",
    "9223372036854775807",
    "9223372036854775808",
    "99999999999999999999999999",
    "1e400",
    "-1e400",
    "1.5",
    "NaN",
    "0x10",
    "٣",
];

/// A value as an address writes it.
pub(super) fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
