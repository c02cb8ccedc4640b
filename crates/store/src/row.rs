//! One row of an answer, and what can be read from its columns.

use jiff::Timestamp;
use uuid::Uuid;

use crate::{DbError, Value};

/// The columns of one row, in the order of the statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    columns: Vec<Value>,
}

/// What can be read from a column. The error says in words what was found instead.
pub trait FromValue: Sized {
    fn from_value(value: &Value) -> Result<Self, String>;
}

impl Row {
    pub(crate) fn new(columns: Vec<Value>) -> Self {
        Self { columns }
    }

    /// The column at this place, counted from 0. A wrong kind or place is [`DbError::Decode`].
    pub fn get<T: FromValue>(&self, column: usize) -> Result<T, DbError> {
        let value = self
            .columns
            .get(column)
            .ok_or_else(|| DbError::decode(column, "there is no such column"))?;
        T::from_value(value).map_err(|what| DbError::decode(column, what))
    }

    pub(crate) fn values(&self) -> &[Value] {
        &self.columns
    }

    pub fn len(&self) -> usize {
        self.columns.len()
    }

    pub fn is_empty(&self) -> bool {
        self.columns.is_empty()
    }
}

fn unexpected<T>(wanted: &str, value: &Value) -> Result<T, String> {
    let found = match value {
        Value::Null => "null",
        Value::Integer(_) => "an integer",
        Value::Text(_) => "a text",
        Value::Blob(_) => "bytes",
        Value::Uuid(_) => "a UUID",
    };
    Err(format!("{wanted} was expected, {found} was found"))
}

impl FromValue for Value {
    fn from_value(value: &Value) -> Result<Self, String> {
        Ok(value.clone())
    }
}

impl<T: FromValue> FromValue for Option<T> {
    fn from_value(value: &Value) -> Result<Self, String> {
        if *value == Value::Null {
            Ok(None)
        } else {
            T::from_value(value).map(Some)
        }
    }
}

impl FromValue for i64 {
    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Integer(number) => Ok(*number),
            other => unexpected("an integer", other),
        }
    }
}

macro_rules! smaller_integers {
    ($($kind:ty),+) => {$(
        impl FromValue for $kind {
            fn from_value(value: &Value) -> Result<Self, String> {
                let number = i64::from_value(value)?;
                number.try_into().map_err(|_| format!("{number} is out of range"))
            }
        }
    )+};
}

smaller_integers!(i32, u8, u16, u32, u64, usize);

impl FromValue for bool {
    fn from_value(value: &Value) -> Result<Self, String> {
        match i64::from_value(value)? {
            0 => Ok(false),
            1 => Ok(true),
            other => Err(format!("0 or 1 was expected, {other} was found")),
        }
    }
}

impl FromValue for String {
    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Text(text) => Ok(text.clone()),
            other => unexpected("a text", other),
        }
    }
}

impl FromValue for Vec<u8> {
    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Blob(bytes) => Ok(bytes.clone()),
            other => unexpected("bytes", other),
        }
    }
}

impl<const N: usize> FromValue for [u8; N] {
    fn from_value(value: &Value) -> Result<Self, String> {
        let bytes = Vec::<u8>::from_value(value)?;
        let found = bytes.len();
        bytes
            .try_into()
            .map_err(|_| format!("{N} bytes were expected, {found} were found"))
    }
}

impl FromValue for Uuid {
    /// PostgreSQL stores a `UUID`, SQLite its 16 bytes.
    fn from_value(value: &Value) -> Result<Self, String> {
        match value {
            Value::Uuid(id) => Ok(*id),
            Value::Blob(bytes) => Self::from_slice(bytes).map_err(|error| error.to_string()),
            other => unexpected("a UUID", other),
        }
    }
}

/// From microseconds since 1970 in UTC.
impl FromValue for Timestamp {
    fn from_value(value: &Value) -> Result<Self, String> {
        Self::from_microsecond(i64::from_value(value)?).map_err(|error| error.to_string())
    }
}
