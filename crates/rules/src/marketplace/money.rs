//! Amounts of money as decimal text, never as a floating-point number.

use super::InvalidField;

/// `12`, `12.3` … `12.3456`, with a minus before it for a discount; at most 12 digits before the point.
pub fn check_amount(field: &str, amount: &str) -> Result<(), InvalidField> {
    let unsigned = amount.strip_prefix('-').unwrap_or(amount);
    let (whole, fraction) = unsigned.split_once('.').unwrap_or((unsigned, "0"));
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if digits(whole, 12) && digits(fraction, 4) {
        return Ok(());
    }
    let detail =
        format!("{amount:?} is no amount; give a decimal number as text, such as \"12.34\"");
    Err(InvalidField::new(field, detail))
}

/// Three capital letters, as in ISO 4217.
pub fn check_currency(field: &str, code: &str) -> Result<(), InvalidField> {
    if code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(());
    }
    let detail = format!(
        "{code:?} is no currency; give its three capital letters of ISO 4217, such as \"EUR\""
    );
    Err(InvalidField::new(field, detail))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_decimal_text() {
        for good in ["0", "12.34", "-5.00", "999999999999.9999"] {
            assert_eq!(check_amount("amount", good), Ok(()), "{good}");
        }
        for bad in [
            "",
            "-",
            "1,20",
            "1.",
            ".5",
            "1e3",
            "+1",
            "1.23456",
            "1234567890123",
        ] {
            assert!(check_amount("amount", bad).is_err(), "{bad}");
        }
        assert_eq!(check_currency("currency", "EUR"), Ok(()));
        assert!(check_currency("currency", "eur").is_err());
        assert!(check_currency("currency", "€").is_err());
    }
}
