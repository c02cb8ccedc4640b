//! Whether what is told of a message, a note or a deadline is what its entry says.

use std::collections::BTreeMap;

use super::account::{Account, Author, Deadline, File, Message, Note, Text};
use crate::canonical::{Leaf, Object, Value};

/// Leaves by their place in the log, with the texts that are shown of each.
pub(super) type Known = BTreeMap<u64, (Leaf, BTreeMap<String, String>)>;

type Opened = BTreeMap<String, String>;

/// Faults of a message itself, and of its files.
pub(super) fn message_faults(
    message: &Message,
    account: &Account,
    known: &Known,
) -> (Vec<String>, Vec<String>) {
    let fault = |what: &str| format!("message {}: {what}", message.sequence);
    let Some(index) = message.entry else {
        return (Vec::new(), Vec::new());
    };
    let Some((leaf, opened)) = known
        .get(&index)
        .filter(|(leaf, _)| leaf.kind == "message.sent")
    else {
        return (vec![fault("its entry tells of no message")], Vec::new());
    };
    let mut faults = Vec::new();
    let body = &leaf.body;
    let sequence = i64::try_from(message.sequence).map(Value::Integer);
    let is_so = is_text(body, "message_id", &message.id)
        && is_text(body, "author", &message.author.kind)
        && is_text(body, "sent_at", &message.sent_at)
        && body.get("sequence") == sequence.ok().as_ref();
    if !is_so {
        faults.push(fault(
            "its id, number, author or time is not that of its entry",
        ));
    }
    if !is_author(&message.author, leaf, account) {
        faults.push(fault("somebody else wrote it"));
    }
    if !is_shown(&message.text, body.get("text"), opened) {
        faults.push(fault("its text is not the one that was sent"));
    }
    let said = match body.get("attachments") {
        Some(Value::List(said)) => said.as_slice(),
        _ => &[],
    };
    let mut of_files = Vec::new();
    if said.len() != message.files.len() {
        of_files.push(fault("it has more or fewer files"));
    }
    for (file, said) in message.files.iter().zip(said) {
        let is_so = said
            .as_object()
            .is_some_and(|said| is_file(file, said, opened));
        if !is_so {
            of_files.push(fault(&format!(
                "the file {} is not as it was sent",
                file.id
            )));
        }
    }
    (faults, of_files)
}

pub(super) fn note_faults(note: &Note, account: &Account, known: &Known) -> Option<String> {
    let (leaf, opened) = match known.get(&note.entry?) {
        Some((leaf, opened)) if leaf.kind == "note.written" => (leaf, opened),
        _ => return Some(format!("note {}: its entry tells of no note", note.id)),
    };
    let is_so = is_text(&leaf.body, "note_id", &note.id)
        && is_author(&note.author, leaf, account)
        && is_shown(&note.text, leaf.body.get("text"), opened);
    (!is_so).then(|| format!("note {}: it is not the one that was written", note.id))
}

/// What an event of a deadline says of it is how the deadline was then; the newest is told.
pub(super) fn deadline_fault(deadline: &Deadline, known: &Known) -> Option<String> {
    let leaf = known.get(&deadline.entry?).map(|(leaf, _)| leaf);
    let is_so = leaf.is_some_and(|leaf| {
        let told = deadline.told.iter();
        is_text(&leaf.body, "deadline_id", &deadline.id)
            && told
                .clone()
                .all(|(name, value)| leaf.body.get(name) == Some(value))
    });
    (!is_so).then(|| format!("deadline {}: it is not as its entry says", deadline.id))
}

/// Who is named must be the one whose pseudonym the leaf has.
fn is_author(author: &Author, leaf: &Leaf, account: &Account) -> bool {
    let Some(person) = &author.person else {
        return true;
    };
    let named = account
        .people
        .iter()
        .find(|known| known.pseudonym == *person);
    leaf.actor.id == *person && named.is_some_and(|named| named.kind == leaf.actor.kind)
}

fn is_file(file: &File, said: &Object, opened: &Opened) -> bool {
    let digests = file.digests.as_ref();
    let written = digests.map(|(received, kept)| format!("received {received}\nkept {kept}\n"));
    let hashes = match written {
        Some(written) => is_shown(&Text::Whole(written), said.get("hashes"), opened),
        // Without digests there is nothing that the file could be held against.
        None => file.path.is_none(),
    };
    is_text(said, "attachment_id", &file.id)
        && is_shown(&file.name, said.get("name"), opened)
        && hashes
}

/// `said` is where the leaf commits to the text.
fn is_shown(text: &Text, said: Option<&Value>, opened: &Opened) -> bool {
    let id = said
        .and_then(Value::as_object)
        .and_then(|said| said.get("content_id"));
    let Some(id) = id.and_then(Value::as_text) else {
        return *text == Text::Nothing;
    };
    match text {
        Text::Whole(text) => opened.get(id) == Some(text),
        Text::Masked | Text::Erased => !opened.contains_key(id),
        Text::Nothing => false,
    }
}

fn is_text(of: &Object, name: &str, expected: &str) -> bool {
    of.get(name).and_then(Value::as_text) == Some(expected)
}
