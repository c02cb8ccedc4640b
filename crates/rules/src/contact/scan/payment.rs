//! Bank accounts, payment cards and addresses of crypto currencies.

use super::super::finding::{Kind, Reason};
use super::super::lexicon::Concept;
use super::super::tokens::{Shape, Tokens};
use super::Claimed;
use super::check_digits::{iban_length, is_iban, luhn};
use super::digits::Item;

pub(super) fn accounts(tokens: &Tokens<'_>, claimed: &mut Claimed) {
    for first in 0..tokens.len() {
        match tokens.shape(first) {
            Some(Shape::Word | Shape::Mixed) => {}
            _ => continue,
        }
        account(tokens, claimed, first);
        crypto(tokens, claimed, first);
    }
}

fn account(tokens: &Tokens<'_>, claimed: &mut Claimed, first: usize) -> Option<()> {
    let word = tokens.word(first);
    let length = iban_length(word.get(..2)?)?;
    let checks = match word.len() {
        2 => tokens.word(first + 1).as_bytes(),
        _ => &word.as_bytes()[2..],
    };
    if !checks.iter().take(2).all(u8::is_ascii_digit) || checks.len() < 2 {
        return None;
    }
    let mut text = String::with_capacity(34);
    let mut last = first;
    for at in first..(first + 40).min(tokens.len()) {
        if tokens.is_alphanumeric(at) {
            if text.len() + tokens.word(at).len() > length {
                break;
            }
            text.push_str(tokens.word(at));
            last = at;
        } else if !matches!(
            tokens.mark(at),
            Some(b'-' | b'.' | b'/' | b'_' | b'*' | b'|')
        ) {
            break;
        }
        if text.len() == length {
            break;
        }
    }
    let start = tokens.get(first)?.start;
    let end = tokens.get(last)?.end;
    if text.len() != length || claimed.covers(start, end) {
        return None;
    }
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let confidence = if is_iban(text.as_bytes()) {
        97
    } else if is_announced(tokens, first) && digits * 3 >= text.len() * 2 {
        // A slip of the pen does not make it another thing.
        70
    } else {
        return None;
    };
    claimed.add(
        Kind::Payment,
        (start, end),
        confidence,
        "payment.iban",
        Reason::BankAccount,
    );
    Some(())
}

fn is_announced(tokens: &Tokens<'_>, first: usize) -> bool {
    tokens.before(first).take(8).any(|before| {
        tokens.means(before, Concept::BankCue)
            || tokens.means(before, Concept::Account)
            || tokens.means(before, Concept::Pay)
    })
}

/// The letters of these addresses are large and small, so the original is looked at.
fn crypto(tokens: &Tokens<'_>, claimed: &mut Claimed, at: usize) -> Option<()> {
    let token = tokens.get(at).filter(|token| token.shape == Shape::Mixed)?;
    let length = token.end - token.start;
    if !(26..=90).contains(&length) || claimed.covers(token.start, token.end) {
        return None;
    }
    let written: String = (token.start..token.end)
        .filter_map(|byte| tokens.view.written(byte))
        .collect();
    let hexadecimal = |text: &str| text.bytes().all(|b| b.is_ascii_hexdigit());
    let base58 = |text: &str| {
        let fits = |b: u8| b.is_ascii_alphanumeric() && !matches!(b, b'0' | b'O' | b'I' | b'l');
        text.bytes().all(fits)
            && text.bytes().any(|b| b.is_ascii_lowercase())
            && text.bytes().any(|b| b.is_ascii_uppercase())
    };
    let found = match written.get(..2)? {
        "0x" => length == 42 && hexadecimal(&written[2..]),
        "bc" => written.starts_with("bc1") && length >= 42,
        _ => match written.as_bytes().first()? {
            b'1' | b'3' => (26..=35).contains(&length) && base58(&written),
            b'T' => length == 34 && base58(&written),
            b'L' | b'M' => (33..=34).contains(&length) && base58(&written),
            _ => false,
        },
    };
    found.then(|| {
        claimed.add(
            Kind::Payment,
            (token.start, token.end),
            92,
            "payment.crypto",
            Reason::CryptoAddress,
        )
    })
}

/// The numbers of a bank and an account of countries without an IBAN, behind words that announce them.
pub(super) fn announced_accounts(
    tokens: &Tokens<'_>,
    sequences: &[Vec<Item>],
    claimed: &mut Claimed,
) {
    for items in sequences {
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            continue;
        };
        let digits: usize = items.iter().map(|item| item.digits.len()).sum();
        let mut before = tokens.before(first.first).take(4);
        let announced = before.any(|at| tokens.means(at, Concept::BankCue));
        if announced && (6..=26).contains(&digits) && !claimed.covers(first.start, last.end) {
            let span = (first.start, last.end);
            claimed.add(
                Kind::Payment,
                span,
                72,
                "payment.account_number",
                Reason::BankAccount,
            );
        }
    }
}

/// Sixteen digits, or fifteen of one brand, with the right check digit.
pub(super) fn cards(tokens: &Tokens<'_>, sequences: &[Vec<Item>], claimed: &mut Claimed) {
    for items in sequences {
        let digits: String = items.iter().map(|item| item.digits.as_str()).collect();
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            continue;
        };
        let known = match digits.len() {
            16 => matches!(digits.as_bytes()[0], b'4' | b'5' | b'2' | b'6'),
            15 => digits.starts_with("34") || digits.starts_with("37"),
            _ => false,
        };
        let grouped = items.len() >= 4 || (digits.len() == 15 && items.len() == 3);
        let labelled = tokens
            .before(first.first)
            .take(4)
            .any(|before| tokens.means(before, Concept::NumberLabel));
        let announced = is_announced(tokens, first.first);
        let harmless = labelled && !announced;
        if known
            && luhn(digits.as_bytes())
            && (grouped || announced || !labelled)
            && !harmless
            && !claimed.covers(first.start, last.end)
        {
            claimed.add(
                Kind::Payment,
                (first.start, last.end),
                88,
                "payment.card",
                Reason::PaymentCard,
            );
        }
    }
}
