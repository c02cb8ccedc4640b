//! Amounts of money as the marketplace sent them, with the decimal mark of the language.

use crate::i18n::Language;

/// "497,39 EUR" in Slovene, "EUR 497.39" in English. The digits are never rounded.
pub fn amount(language: Language, amount: &str, currency: &str) -> String {
    match language {
        Language::Slovene => format!("{}\u{a0}{currency}", grouped(amount, '.', ',')),
        Language::English => format!("{currency}\u{a0}{}", grouped(amount, ',', '.')),
    }
}

fn grouped(amount: &str, group: char, decimal: char) -> String {
    let (sign, digits) = amount
        .strip_prefix('-')
        .map_or(("", amount), |rest| ("−", rest));
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::from(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.chars().count() - index).is_multiple_of(3) {
            text.push(group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(decimal);
        text.push_str(fraction);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::amount;
    use crate::i18n::Language;

    #[test]
    fn each_language_has_its_marks() {
        assert_eq!(
            amount(Language::Slovene, "2025.51", "EUR"),
            "2.025,51\u{a0}EUR"
        );
        assert_eq!(
            amount(Language::English, "2025.51", "EUR"),
            "EUR\u{a0}2,025.51"
        );
        assert_eq!(amount(Language::Slovene, "-48", "EUR"), "−48\u{a0}EUR");
        assert_eq!(
            amount(Language::English, "1000000", "HUF"),
            "HUF\u{a0}1,000,000"
        );
    }
}
