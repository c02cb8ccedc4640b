//! Dates and prices: digits in groups that are no number to call.

use super::digits::{Gap, Item, Written};

/// 24. 12. 2026, 2026-12-24, 1/2/26, with or without a time behind it.
pub(super) fn is_date(items: &[Item]) -> bool {
    let [a, b, c, ..] = items else {
        return false;
    };
    let same = b.gap == c.gap && matches!(b.gap, Gap::Dot | Gap::Slash | Gap::Dash);
    let number = |item: &Item| item.digits.parse::<u32>().unwrap_or(0);
    let short = |item: &Item| item.digits.len() <= 2;
    let year = |item: &Item| item.digits.len() == 4 && (1900..2100).contains(&number(item));
    let day_and_month = |day: &Item, month: &Item| {
        short(day)
            && short(month)
            && (1..=31).contains(&number(day))
            && (1..=31).contains(&number(month))
            && (number(day) <= 12 || number(month) <= 12)
    };
    let year_behind =
        day_and_month(a, b) && (year(c) || (short(c) && c.digits.len() == 2 && items.len() == 3));
    let year_before = year(a) && day_and_month(b, c);
    let plain = items.iter().all(|item| item.written == Written::Digits);
    plain && same && (year_behind || year_before)
}

/// 1.234.567,89: thousands and a rest of two digits.
pub(super) fn has_price(items: &[Item]) -> bool {
    let [first, middle @ .., last] = items else {
        return false;
    };
    let decimal = first.digits == "0"
        && middle.first().unwrap_or(last).gap == Gap::Dot
        && middle.first().unwrap_or(last).digits.len() >= 2;
    let thousands = middle.iter().all(|item| {
        item.digits.len() == 3 && matches!(item.gap, Gap::Dot | Gap::Space | Gap::Comma)
    });
    decimal
        || last.gap == Gap::Comma
            && last.digits.len() <= 2
            && thousands
            && first.digits.len() <= 3
            && !first.digits.starts_with('0')
}
