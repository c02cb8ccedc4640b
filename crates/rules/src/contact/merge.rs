//! One finding for each place: what is handed over before what is invited to, and the surer before the less sure.

use super::finding::{Finding, Kind, Reason};

/// In the order of the text, no two of them over the same words; all are of one place.
pub(super) fn one_per_place(findings: Vec<Finding>) -> Vec<Finding> {
    let (phrases, mut contacts): (Vec<Finding>, Vec<Finding>) = findings
        .into_iter()
        .partition(|finding| finding.reason == Reason::Phrase);
    contacts = merged(contacts);
    let mut kept = Vec::with_capacity(contacts.len() + phrases.len());
    for phrase in merged(phrases) {
        // Its words are read with what it is about; a reader is shown the narrower place.
        let from = contacts.partition_point(|contact| contact.span.end <= phrase.span.start);
        let over = contacts[from..]
            .iter_mut()
            .take_while(|contact| contact.span.overlaps(phrase.span));
        let mut absorbed = false;
        for contact in over {
            list(contact, &phrase);
            absorbed = true;
        }
        if !absorbed {
            kept.push(phrase);
        }
    }
    kept.append(&mut contacts);
    kept.sort_by_key(|finding| finding.span);
    kept
}

/// Of those that overlap the surest stays, over all of their words.
fn merged(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by_key(|finding| (finding.span, finding.kind));
    let mut kept: Vec<Finding> = Vec::with_capacity(findings.len());
    for mut finding in findings {
        match kept.last_mut() {
            Some(last) if last.span.overlaps(finding.span) => {
                finding.span.start = last.span.start;
                finding.span.end = finding.span.end.max(last.span.end);
                if finding.confidence > last.confidence {
                    list(&mut finding, last);
                    *last = finding;
                } else {
                    list(last, &finding);
                    last.span = finding.span;
                }
            }
            _ => kept.push(finding),
        }
    }
    kept
}

/// Notes of what else the place is thought to be.
fn list(stays: &mut Finding, goes: &Finding) {
    let kinds = std::iter::once(&goes.kind).chain(&goes.also);
    let new: Vec<Kind> = kinds
        .copied()
        .filter(|kind| *kind != stays.kind && !stays.also.contains(kind))
        .collect();
    stays.also.extend(new);
    stays.also.sort();
}
