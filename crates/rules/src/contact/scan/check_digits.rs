//! Numbers that carry a check digit, and so are not what they may look like.

/// Payment cards and IMEI numbers.
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| {
            let value = u32::from(digit - b'0') << (at % 2);
            if value > 9 { value - 9 } else { value }
        })
        .sum();
    !digits.is_empty() && sum.is_multiple_of(10)
}

/// EAN, UPC, GTIN, ISBN-13, SSCC: weights three and one from the right.
pub(crate) fn gtin(digits: &[u8]) -> bool {
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(at, digit)| u32::from(digit - b'0') * if at % 2 == 0 { 1 } else { 3 })
        .sum();
    matches!(digits.len(), 8 | 12 | 13 | 14 | 18) && sum.is_multiple_of(10)
}

/// The nine digits between the letters of a postal item: two letters, digits, country.
pub(crate) fn s10(digits: &[u8]) -> bool {
    const WEIGHTS: [u32; 8] = [8, 6, 4, 2, 3, 5, 9, 7];
    let Some((serial, check)) = digits.split_at_checked(8) else {
        return false;
    };
    let sum: u32 = serial
        .iter()
        .zip(WEIGHTS)
        .map(|(digit, weight)| u32::from(digit - b'0') * weight)
        .sum();
    let expected = match 11 - sum % 11 {
        10 => 0,
        11 => 5,
        other => other,
    };
    matches!(check, [check] if u32::from(check - b'0') == expected)
}

/// Countries with their account numbers' lengths.
const IBAN_LENGTHS: &[(&str, usize)] = &[
    ("ad", 24),
    ("ae", 23),
    ("al", 28),
    ("at", 20),
    ("az", 28),
    ("ba", 20),
    ("be", 16),
    ("bg", 22),
    ("bh", 22),
    ("br", 29),
    ("by", 28),
    ("ch", 21),
    ("cr", 22),
    ("cy", 28),
    ("cz", 24),
    ("de", 22),
    ("dk", 18),
    ("do", 28),
    ("ee", 20),
    ("eg", 29),
    ("es", 24),
    ("fi", 18),
    ("fo", 18),
    ("fr", 27),
    ("gb", 22),
    ("ge", 22),
    ("gi", 23),
    ("gl", 18),
    ("gr", 27),
    ("gt", 28),
    ("hr", 21),
    ("hu", 28),
    ("ie", 22),
    ("il", 23),
    ("iq", 23),
    ("is", 26),
    ("it", 27),
    ("jo", 30),
    ("kw", 30),
    ("kz", 20),
    ("lb", 28),
    ("lc", 32),
    ("li", 21),
    ("lt", 20),
    ("lu", 20),
    ("lv", 21),
    ("ly", 25),
    ("mc", 27),
    ("md", 24),
    ("me", 22),
    ("mk", 19),
    ("mr", 27),
    ("mt", 31),
    ("mu", 30),
    ("nl", 18),
    ("no", 15),
    ("pk", 24),
    ("pl", 28),
    ("ps", 29),
    ("pt", 25),
    ("qa", 29),
    ("ro", 24),
    ("rs", 22),
    ("sa", 24),
    ("sc", 31),
    ("se", 24),
    ("si", 19),
    ("sk", 24),
    ("sm", 27),
    ("st", 25),
    ("sv", 28),
    ("tl", 23),
    ("tn", 24),
    ("tr", 26),
    ("ua", 29),
    ("va", 22),
    ("vg", 24),
    ("xk", 20),
    ("bi", 27),
    ("dj", 27),
    ("ru", 33),
    ("sd", 18),
    ("so", 23),
    ("ni", 28),
    ("mn", 20),
    ("fk", 18),
    ("om", 23),
    ("ye", 30),
    ("hn", 28),
];

/// How long an account number of the country is.
pub(crate) fn iban_length(country: &str) -> Option<usize> {
    let found = IBAN_LENGTHS.iter().find(|(known, _)| *known == country);
    found.map(|(_, length)| *length)
}

/// Whether the small letters and digits are an account number with the right check digits.
pub(crate) fn is_iban(text: &[u8]) -> bool {
    let Some((head, body)) = text.split_at_checked(4) else {
        return false;
    };
    let country = std::str::from_utf8(&head[..2]).unwrap_or_default();
    if iban_length(country) != Some(text.len()) {
        return false;
    }
    let mut rest: u32 = 0;
    for &c in body.iter().chain(head) {
        rest = match c {
            b'0'..=b'9' => (rest * 10 + u32::from(c - b'0')) % 97,
            b'a'..=b'z' => (rest * 100 + u32::from(c - b'a') + 10) % 97,
            _ => return false,
        };
    }
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::{gtin, is_iban, luhn, s10};

    #[test]
    fn right_and_wrong_check_digits() {
        assert!(luhn(b"4111111111111111") && !luhn(b"4111111111111112"));
        assert!(luhn(b"490154203237518") && !luhn(b"490154203237519"));
        assert!(gtin(b"4006381333931") && !gtin(b"4006381333932"));
        assert!(s10(b"473124829") && !s10(b"473124828"));
        assert!(is_iban(b"si56263300012039086") && !is_iban(b"si56263300012039087"));
        assert!(is_iban(b"de89370400440532013000") && !is_iban(b"de8937040044053201300"));
    }
}
