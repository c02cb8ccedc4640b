//! The lines of an export, as `docs/operators/export.md` describes them. What the tables mean is not known here.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use rules::ids::AttachmentId;
use serde::{Deserialize, Serialize};
use store::Value;

/// Changes when a reader of today could not read it any more.
pub(super) const FORMAT: u32 = 1;

/// An object: what comes next, or what has come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(super) enum Mark {
    Begin {
        format: u32,
        /// Of the program that wrote it.
        version: String,
    },
    Table {
        name: String,
        columns: Vec<String>,
    },
    TableEnd {
        rows: u64,
        sha256: String,
    },
    File {
        id: AttachmentId,
        of: Part,
    },
    FileEnd {
        bytes: u64,
        sha256: String,
    },
    End {
        rows: u64,
        files: u64,
        sha256: String,
    },
}

/// What of an attachment a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Part {
    Kept,
    Thumbnail,
}

/// One line.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Line {
    Mark(Mark),
    /// An array: a row of the table under way.
    Row(Vec<Value>),
    /// A string: the next bytes of the file under way.
    Piece(Vec<u8>),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Cell {
    Null,
    Integer(i64),
    Text(String),
    Bytes(Bytes),
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Bytes {
    base64: String,
}

impl Line {
    /// Without the line feed.
    pub(super) fn written(&self) -> Result<String, serde_json::Error> {
        match self {
            Self::Mark(mark) => serde_json::to_string(mark),
            Self::Row(row) => written_row(row),
            Self::Piece(bytes) => serde_json::to_string(&STANDARD.encode(bytes)),
        }
    }

    pub(super) fn read(text: &str) -> Result<Line, serde_json::Error> {
        match text.as_bytes().first() {
            Some(b'[') => {
                let cells: Vec<Cell> = serde_json::from_str(text)?;
                let row = cells.into_iter().map(value);
                Ok(Line::Row(row.collect::<Result<_, _>>()?))
            }
            Some(b'"') => {
                let piece: String = serde_json::from_str(text)?;
                Ok(Line::Piece(bytes(&piece)?))
            }
            _ => Ok(Line::Mark(serde_json::from_str(text)?)),
        }
    }
}

pub(super) fn written_row(row: &[Value]) -> Result<String, serde_json::Error> {
    let of_bytes = |bytes: &[u8]| {
        Cell::Bytes(Bytes {
            base64: STANDARD.encode(bytes),
        })
    };
    let cells = row.iter().map(|value| match value {
        Value::Null => Cell::Null,
        Value::Integer(number) => Cell::Integer(*number),
        Value::Text(text) => Cell::Text(text.clone()),
        Value::Blob(bytes) => of_bytes(bytes),
        // Its bytes: what is a UUID on the one database is bytes on the other.
        Value::Uuid(id) => of_bytes(id.as_bytes()),
    });
    serde_json::to_string(&cells.collect::<Vec<_>>())
}

fn value(cell: Cell) -> Result<Value, serde_json::Error> {
    Ok(match cell {
        Cell::Null => Value::Null,
        Cell::Integer(number) => Value::Integer(number),
        Cell::Text(text) => Value::Text(text),
        Cell::Bytes(of) => Value::Blob(bytes(&of.base64)?),
    })
}

fn bytes(base64: &str) -> Result<Vec<u8>, serde_json::Error> {
    STANDARD.decode(base64).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use store::Value;
    use uuid::Uuid;

    use super::{Line, Mark};

    #[test]
    fn rows_are_read_as_they_were_written() {
        let row = vec![
            Value::Null,
            Value::Integer(i64::MIN),
            Value::Integer(i64::MAX),
            Value::Text("Čaj\n\"\u{0}\u{2028}📦".into()),
            Value::Text(String::new()),
            Value::Blob(vec![0, 255, 10]),
            Value::Blob(Vec::new()),
        ];
        let written = Line::Row(row.clone()).written().unwrap();
        assert!(!written.contains('\n'), "{written}");
        assert_eq!(Line::read(&written).unwrap(), Line::Row(row));
    }

    #[test]
    fn a_uuid_is_its_bytes() {
        let id = Uuid::from_u128(7);
        let written = Line::Row(vec![Value::Uuid(id)]).written().unwrap();
        let read = Line::Row(vec![Value::Blob(id.as_bytes().to_vec())]);
        assert_eq!(Line::read(&written).unwrap(), read);
    }

    #[test]
    fn marks_say_in_words_what_they_are() {
        let mark = Line::Mark(Mark::TableEnd {
            rows: 2,
            sha256: "ab".into(),
        });
        let written = mark.written().unwrap();
        assert_eq!(written, r#"{"table_end":{"rows":2,"sha256":"ab"}}"#);
        assert_eq!(Line::read(&written).unwrap(), mark);
    }

    #[test]
    fn what_is_none_of_these_is_refused() {
        for text in [
            "",
            "[1.5]",
            "[true]",
            "[18446744073709551615]",
            r#"[{"base64":"?"}]"#,
            r#"[{"base64":"","more":1}]"#,
            "[[]]",
            r#""?""#,
            r#"{"table":{"name":"a"}}"#,
            r#"{"unknown":{}}"#,
            r#"{"end":{"rows":1,"files":0,"sha256":"","more":1}}"#,
            "[1] [2]",
        ] {
            assert!(Line::read(text).is_err(), "{text}");
        }
    }
}
