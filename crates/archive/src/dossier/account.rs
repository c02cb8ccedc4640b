//! `dossier.json`: what a dossier tells of a conversation, as far as it is held against the log.

use crate::canonical::{CanonicalError, Object, Value, parse};
use crate::receipt::Content;
use crate::spelling::from_hex;

use super::manifest::FORMAT;

/// What is told, each with the entry of the log that says so; an event that was not sealed yet has none.
#[derive(Debug)]
pub(super) struct Account {
    pub(super) made_for: String,
    pub(super) origin: String,
    pub(super) size: u64,
    pub(super) conversation: String,
    pub(super) seller: String,
    pub(super) people: Vec<Person>,
    pub(super) messages: Vec<Message>,
    pub(super) notes: Vec<Note>,
    pub(super) timeline: Vec<Event>,
    pub(super) deadlines: Vec<Deadline>,
    pub(super) entries: Vec<Entry>,
}

/// Somebody behind a pseudonym.
#[derive(Debug)]
pub(super) struct Person {
    pub(super) kind: String,
    pub(super) seller: String,
    pub(super) id: String,
    pub(super) salt: [u8; 32],
    pub(super) pseudonym: String,
}

#[derive(Debug)]
pub(super) struct Message {
    pub(super) id: String,
    pub(super) sequence: u64,
    pub(super) author: Author,
    pub(super) sent_at: String,
    pub(super) entry: Option<u64>,
    pub(super) text: Text,
    pub(super) files: Vec<File>,
}

#[derive(Debug)]
pub(super) struct Author {
    pub(super) kind: String,
    /// The pseudonym, if it is told whose it is.
    pub(super) person: Option<String>,
}

/// What is shown of a text that the log commits to.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Text {
    Whole(String),
    /// Passages are hidden from this side.
    Masked,
    Erased,
    /// There never was any.
    Nothing,
}

#[derive(Debug)]
pub(super) struct File {
    pub(super) id: String,
    pub(super) name: Text,
    /// The digests of the file as it came and as it was kept.
    pub(super) digests: Option<(String, String)>,
    pub(super) path: Option<String>,
}

#[derive(Debug)]
pub(super) struct Note {
    pub(super) id: String,
    pub(super) author: Author,
    pub(super) entry: Option<u64>,
    pub(super) text: Text,
}

#[derive(Debug)]
pub(super) struct Event {
    pub(super) id: String,
    pub(super) kind: String,
    pub(super) at: String,
    pub(super) entry: Option<u64>,
}

#[derive(Debug)]
pub(super) struct Deadline {
    pub(super) id: String,
    /// As the log has them.
    pub(super) told: Vec<(&'static str, Value)>,
    pub(super) entry: Option<u64>,
}

#[derive(Debug)]
pub(super) struct Entry {
    pub(super) index: u64,
    pub(super) opened: Vec<Content>,
}

/// Why a file is no account.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum AccountError {
    #[error("it is not UTF-8")]
    NotText,
    #[error("it is no JSON that can be made canonical: {0}")]
    Json(#[from] CanonicalError),
    #[error("it is not in its canonical spelling")]
    OtherSpelling,
    #[error("it has no valid `{0}`")]
    Field(&'static str),
}

type Read<T> = Result<T, AccountError>;

impl Account {
    pub(super) fn parse(file: &[u8]) -> Read<Account> {
        let text = str::from_utf8(file).map_err(|_| AccountError::NotText)?;
        let value = parse(text)?;
        if value.canonical() != text {
            return Err(AccountError::OtherSpelling);
        }
        let account = value.as_object().ok_or(AccountError::Field("format"))?;
        if self::text(account, "format")? != FORMAT {
            return Err(AccountError::Field("format"));
        }
        let log = object(account, "log")?;
        Ok(Account {
            made_for: self::text(account, "made_for")?,
            origin: self::text(log, "origin")?,
            size: number(log, "size")?,
            conversation: self::text(object(account, "conversation")?, "id")?,
            seller: self::text(object(account, "seller")?, "id")?,
            people: list(account, "people", person)?,
            messages: list(account, "messages", message)?,
            notes: list(account, "notes", note)?,
            timeline: list(account, "timeline", event)?,
            deadlines: list(account, "deadlines", deadline)?,
            entries: list(account, "entries", entry)?,
        })
    }
}

fn person(person: &Object) -> Read<Person> {
    let salt = from_hex(&text(person, "salt")?).and_then(|salt| salt.try_into().ok());
    Ok(Person {
        kind: text(person, "kind")?,
        seller: text(person, "seller")?,
        id: text(person, "id")?,
        salt: salt.ok_or(AccountError::Field("salt"))?,
        pseudonym: text(person, "pseudonym")?,
    })
}

fn message(message: &Object) -> Read<Message> {
    Ok(Message {
        id: text(message, "id")?,
        sequence: number(message, "sequence")?,
        author: author(message)?,
        sent_at: text(message, "sent_at")?,
        entry: maybe_number(message, "entry")?,
        text: shown(message, "text", "text_is")?,
        files: list(message, "files", file)?,
    })
}

fn author(of: &Object) -> Read<Author> {
    let author = object(of, "author")?;
    Ok(Author {
        kind: text(author, "kind")?,
        person: maybe_text(author, "person")?,
    })
}

fn file(file: &Object) -> Read<File> {
    let received = maybe_text(file, "received_sha256")?;
    let kept = maybe_text(file, "kept_sha256")?;
    if received.is_some() != kept.is_some() {
        return Err(AccountError::Field("kept_sha256"));
    }
    Ok(File {
        id: text(file, "id")?,
        name: shown(file, "name", "name_is")?,
        digests: received.zip(kept),
        path: maybe_text(file, "path")?,
    })
}

fn note(note: &Object) -> Read<Note> {
    Ok(Note {
        id: text(note, "id")?,
        author: author(note)?,
        entry: maybe_number(note, "entry")?,
        text: shown(note, "text", "text_is")?,
    })
}

fn event(event: &Object) -> Read<Event> {
    Ok(Event {
        id: text(event, "id")?,
        kind: text(event, "kind")?,
        at: text(event, "at")?,
        entry: maybe_number(event, "entry")?,
    })
}

fn deadline(deadline: &Object) -> Read<Deadline> {
    let told = [
        "message_id",
        "received_at",
        "due_at",
        "settled_at",
        "on_time",
    ]
    .map(|name| {
        let value = deadline.get(name).cloned();
        Ok((name, value.ok_or(AccountError::Field(name))?))
    });
    Ok(Deadline {
        id: text(deadline, "id")?,
        told: told.into_iter().collect::<Read<_>>()?,
        entry: maybe_number(deadline, "entry")?,
    })
}

fn entry(entry: &Object) -> Read<Entry> {
    let opened = entry.get("opened");
    let Some(Value::List(opened)) = opened else {
        return Err(AccountError::Field("opened"));
    };
    let content = |value| Content::from_value(value).ok_or(AccountError::Field("opened"));
    Ok(Entry {
        index: number(entry, "index")?,
        opened: opened.iter().map(content).collect::<Read<_>>()?,
    })
}

fn shown(of: &Object, name: &'static str, state: &'static str) -> Read<Text> {
    let shown = maybe_text(of, name)?;
    match (text(of, state)?.as_str(), shown) {
        ("whole", Some(text)) => Ok(Text::Whole(text)),
        ("masked", Some(_)) => Ok(Text::Masked),
        ("erased", None) => Ok(Text::Erased),
        ("none", None) => Ok(Text::Nothing),
        _ => Err(AccountError::Field(state)),
    }
}

fn list<T>(of: &Object, name: &'static str, read: fn(&Object) -> Read<T>) -> Read<Vec<T>> {
    let Some(Value::List(values)) = of.get(name) else {
        return Err(AccountError::Field(name));
    };
    let object = |value: &Value| read(value.as_object().ok_or(AccountError::Field(name))?);
    values.iter().map(object).collect()
}

fn object<'a>(of: &'a Object, name: &'static str) -> Read<&'a Object> {
    let value = of.get(name).and_then(Value::as_object);
    value.ok_or(AccountError::Field(name))
}

fn text(of: &Object, name: &'static str) -> Read<String> {
    maybe_text(of, name)?.ok_or(AccountError::Field(name))
}

fn maybe_text(of: &Object, name: &'static str) -> Read<Option<String>> {
    match of.get(name) {
        Some(Value::Text(text)) => Ok(Some(text.clone())),
        Some(Value::Null) => Ok(None),
        _ => Err(AccountError::Field(name)),
    }
}

fn number(of: &Object, name: &'static str) -> Read<u64> {
    maybe_number(of, name)?.ok_or(AccountError::Field(name))
}

fn maybe_number(of: &Object, name: &'static str) -> Read<Option<u64>> {
    match of.get(name) {
        Some(Value::Integer(number)) => {
            let number = u64::try_from(*number);
            Ok(Some(number.map_err(|_| AccountError::Field(name))?))
        }
        Some(Value::Null) => Ok(None),
        _ => Err(AccountError::Field(name)),
    }
}
