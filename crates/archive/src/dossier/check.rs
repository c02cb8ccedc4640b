//! The checks of a dossier, from its file to what it tells, each building on those before.

use std::collections::{BTreeMap, BTreeSet};

use super::account::{self, Account, Text};
use super::manifest::{self, digest};
use super::matches::{Known, deadline_fault, message_faults, note_faults};
use super::path::{
    ACCOUNT, CHECKPOINT, GROWTH, MANIFEST, PRINT, STAMPED, TOKEN, entry_path, proof_path,
};
use super::report::{About, Report};
use super::stamped::check_timestamp;
use super::zip::unpack;
use crate::canonical::{Leaf, Value};
use crate::policy::{Believed, Policy};
use crate::proof::TlogProof;
use crate::{commitment, hex};

pub(super) type Files<'a> = BTreeMap<&'a str, &'a [u8]>;

/// Everything that can be known of a dossier without Dopis. After a check that fails no further ones are made.
pub fn check(file: &[u8], policy: &Policy) -> Report {
    let mut report = Report::default();
    if let Some((files, believed)) = check_files(&mut report, file, policy)
        && check_timestamp(&mut report, &files, &believed, policy)
        && let Some((account, known)) = check_entries(&mut report, &files, &believed)
    {
        check_account(&mut report, &files, &account, &known);
    }
    report
}

/// That each file is there once, and is what the log's keys have signed.
fn check_files<'a>(
    report: &mut Report,
    file: &'a [u8],
    policy: &Policy,
) -> Option<(Files<'a>, Believed)> {
    let files = match unpack(file) {
        Ok(files) => files,
        Err(error) => {
            report.fail(
                About::File,
                format_args!("it is no ZIP as dossiers are: {error}"),
            );
            return None;
        }
    };
    report.ok(
        About::File,
        format_args!("{} files, each once, nothing between them", files.len()),
    );
    let Some(((MANIFEST, note), rest)) = files.split_last() else {
        report.fail(About::Manifest, "it is not the last file");
        return None;
    };
    let text = policy.open_text(note).map_err(Into::into);
    let listed = text.as_ref().map_err(Clone::clone);
    let listed = match listed.and_then(|text| manifest::read(text, policy)) {
        Ok(listed) => listed,
        Err(error) => {
            report.fail(About::Manifest, error);
            return None;
        }
    };
    report.ok(
        About::Manifest,
        format_args!("{} signed it", policy.origin()),
    );
    let faults = file_faults(rest, &listed);
    report.settle(
        About::Files,
        faults,
        "each has its size and digest, none is missing, none is too many",
    );
    let files: Files = rest.iter().copied().collect();
    if !report.holds() {
        return None;
    }
    let checkpoint = files.get(CHECKPOINT).copied().unwrap_or_default();
    match policy.open(checkpoint) {
        Ok(believed) => {
            report.ok(About::Checkpoint, &believed);
            Some((files, believed))
        }
        Err(error) => {
            report.fail(About::Checkpoint, error);
            None
        }
    }
}

fn file_faults(files: &[(&str, &[u8])], listed: &[manifest::Listed<'_>]) -> Vec<String> {
    let mut faults = Vec::new();
    let there: Files = files.iter().copied().collect();
    for file in listed {
        let path = file.path;
        match there.get(path) {
            None => faults.push(format!("{path} is missing")),
            Some(bytes) if bytes.len() as u64 != file.bytes || digest(bytes) != file.sha256 => {
                faults.push(format!("{path} is not the one that was signed"));
            }
            Some(_) => {}
        }
    }
    let is_listed = |path: &str| listed.iter().any(|file| file.path == path);
    let more = files.iter().filter(|(path, _)| !is_listed(path));
    faults.extend(more.map(|(path, _)| format!("{path} is not in the manifest")));
    // `unpack` has refused names that are there twice.
    if faults.is_empty() && !files.iter().map(|(path, _)| *path).is_sorted() {
        faults.push("they are not in the manifest's order".to_owned());
    }
    faults
}

/// That the entries are leaves of this conversation and in the log, and what the texts are that they committed to.
fn check_entries<'a>(
    report: &mut Report,
    files: &Files<'a>,
    believed: &Believed,
) -> Option<(Account, Known)> {
    let told = files.get(ACCOUNT).copied().unwrap_or_default();
    let account = match Account::parse(told) {
        Ok(account) => account,
        Err(error) => {
            report.fail(About::Account, format_args!("{ACCOUNT}: {error}"));
            return None;
        }
    };
    report.settle(
        About::Account,
        account_faults(files, &account, believed),
        format_args!(
            "the conversation {}, for the {}",
            account.conversation, account.made_for
        ),
    );
    let (mut known, mut faults, mut unproved) = (Known::new(), Vec::new(), Vec::new());
    for entry in &account.entries {
        let bytes = files
            .get(entry_path(entry.index).as_str())
            .copied()
            .unwrap_or_default();
        match leaf(bytes, &account) {
            Ok(leaf) => drop(known.insert(entry.index, (leaf, opened(entry)))),
            Err(fault) => faults.push(format!("entry {}: {fault}", entry.index)),
        }
        if let Err(fault) = prove(files, entry.index, bytes, believed) {
            unproved.push(format!("entry {}: {fault}", entry.index));
        }
    }
    let count = account.entries.len();
    report.settle(
        About::Entries,
        faults,
        format_args!("{count} leaves of this conversation"),
    );
    report.settle(
        About::Proofs,
        unproved,
        format_args!("each of {count} entries is in the log where it says"),
    );
    let (faults, shown, hidden) = content_faults(&known, &account);
    report.settle(
        About::Contents,
        faults,
        format_args!("{shown} texts are those that the log committed to"),
    );
    if hidden > 0 {
        report.tell(
            About::Contents,
            format_args!("{hidden} texts that it committed to are not shown"),
        );
    }
    report.holds().then_some((account, known))
}

/// Files that nobody expects, an account of another log, entries that are told of twice.
fn account_faults(files: &Files<'_>, account: &Account, believed: &Believed) -> Vec<String> {
    let mut faults = Vec::new();
    let of_entries = account.entries.iter();
    let of_entries =
        of_entries.flat_map(|entry| [entry_path(entry.index), proof_path(entry.index)]);
    let sent = account.messages.iter().flat_map(|message| &message.files);
    let sent: Vec<String> = sent.filter_map(|file| file.path.clone()).collect();
    let mut expected: BTreeSet<String> = of_entries.chain(sent.iter().cloned()).collect();
    if expected.len() != 2 * account.entries.len() + sent.len() {
        faults.push("an entry or a file is told of twice".to_owned());
    }
    expected.extend([ACCOUNT, PRINT, CHECKPOINT].map(str::to_owned));
    let of_timestamp = [STAMPED, GROWTH, TOKEN];
    if of_timestamp.iter().any(|path| files.contains_key(path)) {
        expected.extend(of_timestamp.map(str::to_owned));
    }
    let missing = expected
        .iter()
        .filter(|path| !files.contains_key(path.as_str()));
    faults.extend(missing.map(|path| format!("{path} is missing")));
    let more = files.keys().filter(|path| !expected.contains(**path));
    faults.extend(more.map(|path| format!("nothing is told of {path}")));
    let log = &believed.checkpoint;
    if (account.origin.as_str(), account.size) != (log.origin(), log.size()) {
        faults.push("it is of another checkpoint".to_owned());
    }
    faults
}

fn leaf(bytes: &[u8], account: &Account) -> Result<Leaf, String> {
    let leaf = Leaf::from_entry(bytes).map_err(|error| error.to_string())?;
    if leaf.stream.kind != "conversation" || leaf.stream.id != account.conversation {
        return Err("it is of another conversation".to_owned());
    }
    if leaf.seller.as_ref() != Some(&account.seller) {
        return Err("it is of another seller".to_owned());
    }
    Ok(leaf)
}

fn opened(entry: &account::Entry) -> BTreeMap<String, String> {
    let opened = entry.opened.iter();
    opened
        .map(|content| (content.id.clone(), content.text.clone()))
        .collect()
}

fn prove(files: &Files<'_>, index: u64, entry: &[u8], believed: &Believed) -> Result<(), String> {
    let file = files
        .get(proof_path(index).as_str())
        .copied()
        .unwrap_or_default();
    let proof = TlogProof::parse(file).map_err(|error| error.to_string())?;
    // Its signatures have been checked, once for all.
    if files.get(CHECKPOINT).copied() != Some(proof.checkpoint.as_bytes()) {
        return Err("its proof is for another checkpoint".to_owned());
    }
    if proof.index != index || proof.extra.is_some() {
        return Err("its proof is of another entry".to_owned());
    }
    proof
        .leads_to(&believed.checkpoint, entry)
        .map_err(|error| error.to_string())
}

/// Faults, how many texts are shown, and how many are not.
fn content_faults(known: &Known, account: &Account) -> (Vec<String>, usize, usize) {
    let (mut faults, mut shown, mut hidden) = (Vec::new(), 0, 0);
    for entry in &account.entries {
        let Some((leaf, opened)) = known.get(&entry.index) else {
            continue;
        };
        let named = crate::receipt::named(leaf);
        if opened.len() != entry.opened.len() {
            faults.push(format!("entry {}: a text is there twice", entry.index));
        }
        for content in &entry.opened {
            let expected = Value::Text(hex(&commitment(&content.salt, content.text.as_bytes())));
            let mut of_id = named.iter().filter(|(id, _)| *id == content.id).peekable();
            let is_named = of_id.peek().is_some();
            match is_named && of_id.all(|(_, said)| **said == expected) {
                true => shown += 1,
                false => faults.push(format!(
                    "entry {}: the text {} is not what the log committed to",
                    entry.index, content.id
                )),
            }
        }
        let ids: BTreeSet<&str> = named.iter().map(|(id, _)| *id).collect();
        hidden += ids.iter().filter(|id| !opened.contains_key(**id)).count();
    }
    (faults, shown, hidden)
}

/// That what is told is what the entries say.
fn check_account(report: &mut Report, files: &Files<'_>, account: &Account, known: &Known) {
    let faults = account.people.iter().filter_map(person_fault).collect();
    let count = account.people.len();
    report.settle(
        About::People,
        faults,
        format_args!("{count} pseudonyms stand for whom it says"),
    );
    let faults = timeline_faults(account, known);
    report.settle(
        About::Timeline,
        faults,
        "it tells each entry once, at its time",
    );
    let unsealed = account
        .timeline
        .iter()
        .filter(|event| event.entry.is_none())
        .count();
    if unsealed > 0 {
        report.tell(
            About::Timeline,
            format_args!("{unsealed} events were not sealed when it was made, and are not proved"),
        );
    }
    check_messages(report, files, account, known);
    check_beside(report, account, known);
}

/// Notes and deadlines.
fn check_beside(report: &mut Report, account: &Account, known: &Known) {
    let faults: Vec<String> = account
        .notes
        .iter()
        .flat_map(|note| note_faults(note, account, known))
        .collect();
    let faults = [
        faults,
        untold(
            known,
            "note.written",
            account.notes.iter().map(|note| note.entry),
        ),
    ]
    .concat();
    // A side that sees no notes has no entries of notes.
    report.settle(
        About::Notes,
        faults,
        format_args!("{} are those that were written", account.notes.len()),
    );
    let faults = account
        .deadlines
        .iter()
        .filter_map(|told| deadline_fault(told, known))
        .collect();
    report.settle(
        About::Deadlines,
        faults,
        format_args!("{} are as the log has them", account.deadlines.len()),
    );
    let unproved = account
        .deadlines
        .iter()
        .filter(|told| told.entry.is_none())
        .count();
    if unproved > 0 {
        report.tell(About::Deadlines, format_args!("{unproved} are not proved"));
    }
}

fn check_messages(report: &mut Report, files: &Files<'_>, account: &Account, known: &Known) {
    let messages = &account.messages;
    let (mut of_messages, mut of_files) = (Vec::new(), Vec::new());
    if !messages.is_sorted_by(|one, next| one.sequence < next.sequence) {
        of_messages.push("they are not in their order".to_owned());
    }
    for message in messages {
        let (texts, attached) = message_faults(message, account, known);
        of_messages.extend(texts);
        of_files.extend(attached);
    }
    of_messages.extend(untold(
        known,
        "message.sent",
        messages.iter().map(|message| message.entry),
    ));
    report.settle(
        About::Messages,
        of_messages,
        format_args!("{} are those that were sent", messages.len()),
    );
    let masked = messages
        .iter()
        .filter(|message| message.text == Text::Masked)
        .count();
    let erased = messages
        .iter()
        .filter(|message| message.text == Text::Erased)
        .count();
    let last = messages.last().map_or(0, |message| message.sequence);
    let missing = last.saturating_sub(messages.len() as u64);
    for (count, what) in [
        (
            masked as u64,
            "are shown with passages hidden from this side, and their words are not proved",
        ),
        (erased as u64, "have been erased"),
        (missing, "between the others are not in it"),
    ] {
        if count > 0 {
            report.tell(About::Messages, format_args!("{count} {what}"));
        }
    }
    let attached = || messages.iter().flat_map(|message| &message.files);
    for file in attached() {
        if let Some((path, (_, kept))) = file.path.as_deref().zip(file.digests.as_ref()) {
            let bytes = files.get(path).copied().unwrap_or_default();
            if hex(&digest(bytes)) != *kept {
                of_files.push(format!("{path} is not the file that was sent"));
            }
        }
    }
    report.settle(
        About::Attachments,
        of_files,
        format_args!("{} are those that were sent", attached().count()),
    );
    let absent = attached().filter(|file| file.path.is_none()).count();
    if absent > 0 {
        report.tell(
            About::Attachments,
            format_args!("{absent} are told of and not in it"),
        );
    }
}

fn person_fault(person: &account::Person) -> Option<String> {
    let told = format!("{}\n{}\n{}\n", person.kind, person.seller, person.id);
    let stands = hex(&commitment(&person.salt, told.as_bytes())) == person.pseudonym;
    (!stands).then(|| {
        format!(
            "the pseudonym of {} {} stands for somebody else",
            person.kind, person.id
        )
    })
}

fn timeline_faults(account: &Account, known: &Known) -> Vec<String> {
    let mut faults = Vec::new();
    let mut told = BTreeSet::new();
    for event in &account.timeline {
        let Some(index) = event.entry else { continue };
        let is_so = known.get(&index).is_some_and(|(leaf, _)| {
            leaf.id == event.id && leaf.kind == event.kind && super::utc(leaf.at_us) == event.at
        });
        if !is_so || !told.insert(index) {
            faults.push(format!(
                "the event {} is not what entry {index} says",
                event.id
            ));
        }
    }
    let untold = known.keys().filter(|index| !told.contains(index));
    faults.extend(untold.map(|index| format!("entry {index} is not told")));
    faults
}

/// Entries of a kind that nothing is told of.
fn untold(known: &Known, kind: &str, told: impl Iterator<Item = Option<u64>>) -> Vec<String> {
    let told: BTreeSet<u64> = told.flatten().collect();
    let of_kind = known.iter().filter(|(_, (leaf, _))| leaf.kind == kind);
    let untold = of_kind.filter(|(index, _)| !told.contains(index));
    untold
        .map(|(index, _)| format!("what entry {index} says is not told"))
        .collect()
}
