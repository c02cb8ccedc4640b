//! The filter of a seller's lists: from the fields that were typed to what the store narrows by, and back into addresses.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::ids::{AgentId, BuyerId, LabelId};
use store::lists::{Assigned, Filter};

use super::list::{Fields, NOBODY};
use crate::error::ActionError;

/// What the list is narrowed to; `None` where nothing can be found because an id cannot be one.
pub(super) fn narrowed(fields: &Fields, zone: &TimeZone) -> Result<Option<Filter>, ActionError> {
    let order = fields.order.trim();
    // An order or listing has the same form of id as a buyer.
    let subject = id(order, |text| BuyerId::parse(text).map(|_| order.to_owned()));
    let assignee = id(&fields.agent, |text| match text {
        NOBODY => Ok(Assigned::Nobody),
        agent => AgentId::parse(agent).map(Assigned::Agent),
    });
    let label = id(&fields.label, str::parse::<LabelId>);
    let (from, to) = (day(&fields.from, zone, 0)?, day(&fields.to, zone, 1)?);
    let (Ok(subject), Ok(assignee), Ok(label)) = (subject, assignee, label) else {
        return Ok(None);
    };
    let words = fields.find.trim();
    Ok(Some(Filter {
        subject,
        words: (!words.is_empty()).then(|| words.to_owned()),
        assignee,
        label,
        unread: !fields.unread.is_empty(),
        from,
        to,
        ..Filter::default()
    }))
}

impl Fields {
    /// The filled fields under their names.
    pub(super) fn filled(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("order", self.order.trim()),
            ("find", self.find.trim()),
            ("agent", self.agent.as_str()),
            ("label", self.label.as_str()),
            ("unread", self.unread.as_str()),
            ("from", self.from.as_str()),
            ("to", self.to.as_str()),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty())
    }
}

/// `&name=value`, with everything escaped that is not a letter, digit or one of `-._~`.
pub(super) fn append(address: &mut String, name: &str, value: &str) {
    let mark = if address.contains('?') { '&' } else { '?' };
    address.push(mark);
    address.extend([name, "="]);
    for byte in value.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' => {
                address.push(char::from(byte));
            }
            byte => address.push_str(&format!("%{byte:02X}")),
        }
    }
}

fn id<'a, T, E>(text: &'a str, parse: impl Fn(&'a str) -> Result<T, E>) -> Result<Option<T>, E> {
    match text {
        "" => Ok(None),
        text => parse(text).map(Some),
    }
}

/// The beginning of a day, some days on.
fn day(text: &str, zone: &TimeZone, days: i64) -> Result<Option<Timestamp>, ActionError> {
    if text.is_empty() {
        return Ok(None);
    }
    let date: Option<Date> = text.parse().ok();
    let begins = date.and_then(|date| {
        let date = date.checked_add(jiff::Span::new().days(days)).ok()?;
        Some(date.to_zoned(zone.clone()).ok()?.timestamp())
    });
    begins
        .map(Some)
        .ok_or_else(|| ActionError::invalid("date", "from, to: give days of the form 2026-11-30."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_typed_travels_in_an_address() {
        let mut address = "/conversations".to_owned();
        append(&mut address, "tab", "all");
        append(&mut address, "find", "Ana Ž&x=\"");
        assert_eq!(
            address,
            "/conversations?tab=all&find=Ana%20%C5%BD%26x%3D%22"
        );
    }
}
