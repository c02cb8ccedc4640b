//! Checks of single fields. A refusal names the field and says what would do.

use jiff::tz::TimeZone;

use super::country::is_country;

/// Longest e-mail address, in bytes (RFC 5321 § 4.5.3.1.3).
const EMAIL_MAX_BYTES: usize = 254;

/// A field that cannot be taken, and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field}: {detail}")]
pub struct InvalidField {
    pub field: String,
    pub detail: String,
}

impl InvalidField {
    pub fn new(field: impl Into<String>, detail: impl Into<String>) -> InvalidField {
        InvalidField {
            field: field.into(),
            detail: detail.into(),
        }
    }
}

/// One line of 1 to `max_chars` Unicode scalar values, at least one of them visible.
pub fn check_text(field: &str, value: &str, max_chars: usize) -> Result<(), InvalidField> {
    if value.trim().is_empty() {
        return Err(InvalidField::new(
            field,
            "must not be empty; leave an optional field out instead",
        ));
    }
    let chars = value.chars().count();
    if chars > max_chars {
        let detail = format!("has {chars} characters, at most {max_chars} are taken");
        return Err(InvalidField::new(field, detail));
    }
    if value.chars().any(char::is_control) {
        return Err(InvalidField::new(
            field,
            "must be one line without control characters",
        ));
    }
    Ok(())
}

/// ISO 3166-1 alpha-2 in capitals.
pub fn check_country(field: &str, code: &str) -> Result<(), InvalidField> {
    if is_country(code) {
        return Ok(());
    }
    let detail = format!(
        "{code:?} is no country; give its two capital letters of ISO 3166-1, such as \"SI\""
    );
    Err(InvalidField::new(field, detail))
}

/// A region with public holidays of its own: ISO 3166-2 after the hyphen, or a town's name as the calendar has it.
pub fn check_subdivision(field: &str, code: &str) -> Result<(), InvalidField> {
    if (1..=10).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Ok(());
    }
    let detail = format!(
        "{code:?} is no region; give what ISO 3166-2 has after the hyphen, such as \"BY\", or leave it out"
    );
    Err(InvalidField::new(field, detail))
}

/// A language of ISO 639 in small letters, with a region or script after a hyphen where wanted.
pub fn check_language(field: &str, tag: &str) -> Result<(), InvalidField> {
    let mut parts = tag.split('-');
    let language = parts.next().unwrap_or_default();
    let is_language =
        (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_part = |part: &str| {
        (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
    };
    if is_language && parts.all(is_part) && tag.len() <= 35 {
        return Ok(());
    }
    let detail =
        format!("{tag:?} is no language tag; give one such as \"sl\", \"en\" or \"de-AT\"");
    Err(InvalidField::new(field, detail))
}

/// A name of the IANA time zone database.
pub fn check_time_zone(field: &str, name: &str) -> Result<(), InvalidField> {
    if TimeZone::get(name).is_ok() {
        return Ok(());
    }
    let detail =
        format!("{name:?} is no time zone; give its IANA name, such as \"Europe/Ljubljana\"");
    Err(InvalidField::new(field, detail))
}

/// An address in the form `name@host`; whether it exists is not asked.
pub fn check_email(field: &str, address: &str) -> Result<(), InvalidField> {
    let plain = !address.chars().any(|c| c.is_whitespace() || c.is_control());
    let parts = address.rsplit_once('@');
    let whole =
        parts.is_some_and(|(name, host)| !name.is_empty() && !name.contains('@') && is_host(host));
    if plain && whole && address.len() <= EMAIL_MAX_BYTES {
        return Ok(());
    }
    Err(InvalidField::new(
        field,
        "is no e-mail address; give one of the form name@example.com",
    ))
}

fn is_host(host: &str) -> bool {
    !host.is_empty() && host.split('.').all(|label| !label.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_names_the_field() {
        let refused = check_country("country", "Slovenia")
            .unwrap_err()
            .to_string();
        assert!(
            refused.starts_with("country: \"Slovenia\" is no country"),
            "{refused}"
        );
    }

    #[test]
    fn a_region_is_a_code_and_no_text() {
        for good in ["BY", "09", "1", "Barcelona"] {
            assert_eq!(check_subdivision("subdivision", good), Ok(()));
        }
        for bad in ["", " ", "DE-BY", "x\u{4f2}", "BY\n", "Barcelonaaa"] {
            assert!(check_subdivision("subdivision", bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn a_text_is_one_visible_line() {
        assert_eq!(check_text("name", "Čevljarstvo Žagar d.o.o.", 100), Ok(()));
        for bad in ["", "  ", "two\nlines", &"x".repeat(101)] {
            assert!(check_text("name", bad, 100).is_err(), "{bad:?}");
        }
        assert_eq!(check_text("name", &"č".repeat(100), 100), Ok(()));
    }

    #[test]
    fn languages_zones_and_addresses() {
        for good in ["sl", "en", "de-AT", "zh-Hant-TW"] {
            assert_eq!(check_language("language", good), Ok(()));
        }
        for bad in ["", "SL", "slovene", "s", "sl-", "sl_SI"] {
            assert!(check_language("language", bad).is_err(), "{bad:?}");
        }
        assert_eq!(check_time_zone("time_zone", "Europe/Vienna"), Ok(()));
        for bad in ["", "Europe/Maribor", "+01:00", "CET-1"] {
            assert!(check_time_zone("time_zone", bad).is_err(), "{bad:?}");
        }
        assert_eq!(check_email("email", "ana@primer.example"), Ok(()));
        for bad in ["", "ana", "@x", "a@", "a b@x.si", "a@@x.si", "a@x..si"] {
            assert!(check_email("email", bad).is_err(), "{bad:?}");
        }
    }
}
