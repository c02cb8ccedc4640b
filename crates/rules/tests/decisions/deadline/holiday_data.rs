//! The compiled holidays say what their source says, for every place and every day.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::build::{calendar, spec};
use crate::shared_data;

type Days = BTreeMap<Date, String>;
/// Effect, day and name of what differs in a subdivision.
type Differing<'a> = (&'a str, Date, String);

#[test]
fn every_place_has_the_holidays_of_the_source() {
    let source = shared_data::read("sla/holidays.csv");
    let mut national: BTreeMap<&str, Days> = BTreeMap::new();
    let mut own: BTreeMap<(&str, &str), Vec<Differing<'_>>> = BTreeMap::new();
    for row in source.lines().skip(1) {
        let fields = fields(row);
        let [
            country,
            subdivision,
            date,
            _weekday,
            _name,
            english,
            effect,
            _source,
        ] = &fields[..]
        else {
            panic!("{row}");
        };
        let date: Date = date.parse().expect(row);
        match *effect {
            "holiday" => {
                assert_eq!(*subdivision, "");
                national
                    .entry(country)
                    .or_default()
                    .insert(date, (*english).to_owned());
            }
            _ => own.entry((country, subdivision)).or_default().push((
                effect,
                date,
                (*english).to_owned(),
            )),
        }
    }
    let mut places: BTreeSet<(&str, &str)> = own.keys().copied().collect();
    places.extend(national.keys().map(|country| (*country, "")));
    assert!(places.len() > 200, "{}", places.len());
    for (country, subdivision) in places {
        let mut expected = national.get(country).cloned().unwrap_or_default();
        for (effect, date, name) in own.get(&(country, subdivision)).into_iter().flatten() {
            match *effect {
                "add" => expected.insert(*date, name.clone()),
                "lacks" => expected.remove(date),
                other => panic!("{other}"),
            };
        }
        let mut spec = spec("UTC", Some(country));
        spec.subdivision = Some(subdivision.to_owned());
        let calendar = calendar(&spec);
        let compiled: Days = calendar
            .holidays()
            .map(|(date, name)| (date, name.english.to_string()))
            .collect();
        assert_eq!(compiled, expected, "{country} {subdivision}");
    }
}

/// A row of the table; a name may hold commas and is then quoted.
fn fields(row: &str) -> Vec<&str> {
    let mut fields = Vec::new();
    let mut rest = row;
    loop {
        if let Some(quoted) = rest.strip_prefix('"') {
            let (field, after) = quoted.split_once('"').expect(row);
            assert!(!after.starts_with('"'), "a quote within a field: {row}");
            fields.push(field);
            match after.strip_prefix(',') {
                Some(after) => rest = after,
                None => return fields,
            }
        } else if let Some((field, after)) = rest.split_once(',') {
            fields.push(field);
            rest = after;
        } else {
            fields.push(rest);
            return fields;
        }
    }
}
