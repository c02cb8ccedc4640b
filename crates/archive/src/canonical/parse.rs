//! Reading JSON (RFC 8259) into values that have a canonical spelling; whatever has none is refused.

use super::value::{INTEGER_MAX, NotCanonical, Value};

/// How deep lists and objects may lie in each other.
pub const DEPTH_MAX: usize = 32;

/// Why a text is no JSON that can be made canonical; `at` counts bytes from the beginning.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CanonicalError {
    #[error("no JSON from byte {at} on")]
    Syntax { at: usize },
    #[error("the number at byte {at} has a fraction or an exponent")]
    Fraction { at: usize },
    #[error("the number at byte {at} lies outside of ±(2^53 - 1)")]
    IntegerTooLarge { at: usize },
    #[error("the text at byte {at} has half of a surrogate pair")]
    Surrogate { at: usize },
    #[error("lists and objects lie more than {DEPTH_MAX} deep in each other")]
    TooDeep,
    #[error(transparent)]
    Value(#[from] NotCanonical),
}

/// Reads one JSON value, in any spelling; compare with [`Value::canonical`] to require the canonical one.
pub fn parse(text: &str) -> Result<Value, CanonicalError> {
    let mut reader = Reader { text, at: 0 };
    let value = reader.value(DEPTH_MAX)?;
    reader.skip_space();
    if reader.at == text.len() {
        Ok(value)
    } else {
        Err(reader.wrong())
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl Reader<'_> {
    fn value(&mut self, depth: usize) -> Result<Value, CanonicalError> {
        self.skip_space();
        match self.peek() {
            Some(b'n') => self.word("null", Value::Null),
            Some(b't') => self.word("true", Value::Bool(true)),
            Some(b'f') => self.word("false", Value::Bool(false)),
            Some(b'"') => self.string().map(Value::Text),
            Some(b'[') => self.list(depth),
            Some(b'{') => self.object(depth),
            Some(b'-' | b'0'..=b'9') => self.number(),
            _ => Err(self.wrong()),
        }
    }

    fn list(&mut self, depth: usize) -> Result<Value, CanonicalError> {
        let depth = depth.checked_sub(1).ok_or(CanonicalError::TooDeep)?;
        let mut values = Vec::new();
        self.at += 1;
        self.skip_space();
        if self.take(b']') {
            return Ok(Value::List(values));
        }
        loop {
            values.push(self.value(depth)?);
            self.skip_space();
            if self.take(b']') {
                return Ok(Value::List(values));
            }
            self.expect(b',')?;
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, CanonicalError> {
        let depth = depth.checked_sub(1).ok_or(CanonicalError::TooDeep)?;
        let mut members = Vec::new();
        self.at += 1;
        self.skip_space();
        if self.take(b'}') {
            return Ok(Value::object(members)?);
        }
        loop {
            self.skip_space();
            let name = self.string()?;
            self.skip_space();
            self.expect(b':')?;
            members.push((name, self.value(depth)?));
            self.skip_space();
            if self.take(b'}') {
                return Ok(Value::object(members)?);
            }
            self.expect(b',')?;
        }
    }

    /// Digits without a leading zero; `-0` would be a fraction in JavaScript and is refused too.
    fn number(&mut self) -> Result<Value, CanonicalError> {
        let start = self.at;
        let negative = self.take(b'-');
        let digits = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            self.at += 1;
        }
        if matches!(self.peek(), Some(b'.' | b'e' | b'E')) {
            return Err(CanonicalError::Fraction { at: start });
        }
        let text = &self.text[digits..self.at];
        let padded = text.starts_with('0') && (text.len() > 1 || negative);
        if text.is_empty() || padded {
            return Err(CanonicalError::Syntax { at: start });
        }
        let number = text.parse::<i64>().ok();
        match number.filter(|number| *number <= INTEGER_MAX) {
            Some(number) if negative => Ok(Value::Integer(-number)),
            Some(number) => Ok(Value::Integer(number)),
            None => Err(CanonicalError::IntegerTooLarge { at: start }),
        }
    }

    fn string(&mut self) -> Result<String, CanonicalError> {
        self.expect(b'"')?;
        let mut text = String::new();
        loop {
            let rest = &self.text[self.at..];
            let plain = rest.find(|c| c == '"' || c == '\\' || c < ' ');
            let length = plain.ok_or_else(|| self.wrong())?;
            text.push_str(&rest[..length]);
            self.at += length;
            if self.take(b'"') {
                return Ok(text);
            }
            self.expect(b'\\')?;
            text.push(self.escaped()?);
        }
    }

    fn escaped(&mut self) -> Result<char, CanonicalError> {
        let c = match self.peek() {
            Some(c @ (b'"' | b'\\' | b'/')) => char::from(c),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.code_units(),
            _ => return Err(self.wrong()),
        };
        self.at += 1;
        Ok(c)
    }

    /// `\uXXXX`, or two of them that are one character together.
    fn code_units(&mut self) -> Result<char, CanonicalError> {
        let start = self.at;
        let first = self.code_unit()?;
        let mut units = vec![first];
        if (0xD800..0xDC00).contains(&first) && self.take(b'\\') {
            units.push(self.code_unit()?);
        }
        match char::decode_utf16(units).collect::<Vec<_>>().as_slice() {
            [Ok(c)] => Ok(*c),
            _ => Err(CanonicalError::Surrogate { at: start }),
        }
    }

    fn code_unit(&mut self) -> Result<u16, CanonicalError> {
        self.expect(b'u')?;
        let digits = self.text.get(self.at..self.at + 4);
        let digits = digits.filter(|four| four.bytes().all(|byte| byte.is_ascii_hexdigit()));
        let unit = digits.and_then(|four| u16::from_str_radix(four, 16).ok());
        let unit = unit.ok_or_else(|| self.wrong())?;
        self.at += 4;
        Ok(unit)
    }

    fn word(&mut self, word: &str, value: Value) -> Result<Value, CanonicalError> {
        if !self.text[self.at..].starts_with(word) {
            return Err(self.wrong());
        }
        self.at += word.len();
        Ok(value)
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn take(&mut self, byte: u8) -> bool {
        let is_there = self.peek() == Some(byte);
        self.at += usize::from(is_there);
        is_there
    }

    fn expect(&mut self, byte: u8) -> Result<(), CanonicalError> {
        if self.take(byte) {
            Ok(())
        } else {
            Err(self.wrong())
        }
    }

    fn wrong(&self) -> CanonicalError {
        CanonicalError::Syntax { at: self.at }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(text: &str) -> Result<String, CanonicalError> {
        parse(text).map(|value| value.canonical())
    }

    /// RFC 8785 §3.2.3, whose names were chosen so that UTF-16 and code points sort differently.
    #[test]
    fn members_are_in_the_order_of_their_utf16_code_units() {
        let text = r#"{"\u20ac":1,"\r":2,"\ufb33":3,"1":4,"\ud83d\ude00":5,"\u0080":6,"\u00f6":7}"#;
        let expected =
            "{\"\\r\":2,\"1\":4,\"\u{80}\":6,\"ö\":7,\"€\":1,\"\u{1f600}\":5,\"\u{fb33}\":3}";
        assert_eq!(canonical(text).unwrap(), expected);
    }

    /// The string of RFC 8785 §3.2.2, without its numbers.
    #[test]
    fn only_what_must_be_escaped_is() {
        let text = r#" { "string" : "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/" , "literals":[null, true,false] }"#;
        let expected =
            "{\"literals\":[null,true,false],\"string\":\"€$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}";
        assert_eq!(canonical(text).unwrap(), expected);
        assert_eq!(
            canonical("\"\\b\\f\\t\\r\\u0000\\u001f\u{7f}\u{2028}\"").unwrap(),
            "\"\\b\\f\\t\\r\\u0000\\u001f\u{7f}\u{2028}\""
        );
    }

    #[test]
    fn whole_numbers_to_the_limit_and_no_others() {
        for same in ["0", "-1", "9007199254740991", "-9007199254740991"] {
            assert_eq!(canonical(same).unwrap(), same);
        }
        for large in [
            "9007199254740992",
            "-9007199254740992",
            "99999999999999999999",
        ] {
            assert_eq!(
                canonical(large),
                Err(CanonicalError::IntegerTooLarge { at: 0 })
            );
        }
        for fraction in ["1.0", "1e2", "0.5", "-1E-1", "0e0"] {
            assert_eq!(canonical(fraction), Err(CanonicalError::Fraction { at: 0 }));
        }
        for wrong in ["-0", "01", "-", "+1", "0x1", "NaN", ".5"] {
            let refused = canonical(wrong);
            assert!(
                matches!(refused, Err(CanonicalError::Syntax { .. })),
                "{wrong}: {refused:?}"
            );
        }
    }

    #[test]
    fn names_occur_once_however_they_are_written() {
        let twice = NotCanonical::NameTwice("a".to_owned());
        assert_eq!(canonical(r#"{"a":1,"b":2,"\u0061":1}"#), Err(twice.into()));
        assert_eq!(
            canonical(r#"[{"a":{"a":1}},{"a":1}]"#).unwrap(),
            r#"[{"a":{"a":1}},{"a":1}]"#
        );
    }

    #[test]
    fn half_a_surrogate_pair_is_refused() {
        for half in [
            r#""\ud83d""#,
            r#""\ude00""#,
            r#""\ud83d\u0041""#,
            r#""\ud83dA""#,
        ] {
            assert_eq!(
                canonical(half),
                Err(CanonicalError::Surrogate { at: 2 }),
                "{half}"
            );
        }
        assert_eq!(canonical(r#""\ud83d\ude00""#).unwrap(), "\"\u{1f600}\"");
    }

    #[test]
    fn what_is_no_json_is_refused() {
        let wrong = [
            "",
            " ",
            "{",
            "[",
            "\"",
            "[1,]",
            "{\"a\":1,}",
            "{\"a\"}",
            "{a:1}",
            "[1 2]",
            "nul",
            "1 1",
            "\"\\x\"",
            "\"\n\"",
            "\"\\u12\"",
            "\"\\u12é4\"",
            "'a'",
            "[1],",
            "\u{feff}1",
            "{1:1}",
            "\"\\u+123\"",
        ];
        for text in wrong {
            assert!(
                matches!(canonical(text), Err(CanonicalError::Syntax { .. })),
                "{text:?}"
            );
        }
    }

    #[test]
    fn depth_is_bounded() {
        let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(canonical(&nested(DEPTH_MAX)).unwrap(), nested(DEPTH_MAX));
        assert_eq!(
            canonical(&nested(DEPTH_MAX + 1)),
            Err(CanonicalError::TooDeep)
        );
        assert_eq!(
            canonical(&"{\"a\":".repeat(100_000)),
            Err(CanonicalError::TooDeep)
        );
    }
}
