//! The five kinds of value that both databases store, and what becomes one.

use jiff::Timestamp;
use uuid::Uuid;

/// One stored value or parameter.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Null,
    Integer(i64),
    Text(String),
    Blob(Vec<u8>),
    Uuid(Uuid),
}

/// What can be a parameter. By reference, because a closure may be run again and keeps what it captured.
pub trait IntoValue {
    fn to_value(&self) -> Value;
}

/// The parameters of a statement: `params![id, version, &text]`.
#[macro_export]
macro_rules! params {
    () => {{ const NONE: [$crate::Value; 0] = []; NONE }};
    ($($value:expr),+ $(,)?) => { [$($crate::IntoValue::to_value(&$value)),+] };
}

/// Stores newtypes with `as_str()` and `TryFrom<String>` as text: `text_values!(SellerId, BuyerId)`.
#[macro_export]
macro_rules! text_values {
    ($($kind:ty),+ $(,)?) => {$(
        impl $crate::IntoValue for $kind {
            fn to_value(&self) -> $crate::Value {
                $crate::Value::Text(self.as_str().to_owned())
            }
        }

        impl $crate::FromValue for $kind {
            fn from_value(value: &$crate::Value) -> Result<Self, String> {
                let text = <String as $crate::FromValue>::from_value(value)?;
                <$kind>::try_from(text).map_err(|error| error.to_string())
            }
        }
    )+};
}

/// Stores newtypes with `as_uuid()` and `From<Uuid>` as UUID: `uuid_values!(MessageId, EventId)`.
#[macro_export]
macro_rules! uuid_values {
    ($($kind:ty),+ $(,)?) => {$(
        impl $crate::IntoValue for $kind {
            fn to_value(&self) -> $crate::Value {
                $crate::Value::Uuid(self.as_uuid().to_owned())
            }
        }

        impl $crate::FromValue for $kind {
            fn from_value(value: &$crate::Value) -> Result<Self, String> {
                <uuid::Uuid as $crate::FromValue>::from_value(value).map(<$kind>::from)
            }
        }
    )+};
}

impl<T: IntoValue + ?Sized> IntoValue for &T {
    fn to_value(&self) -> Value {
        (**self).to_value()
    }
}

impl<T: IntoValue> IntoValue for Option<T> {
    fn to_value(&self) -> Value {
        self.as_ref().map_or(Value::Null, IntoValue::to_value)
    }
}

impl IntoValue for Value {
    fn to_value(&self) -> Value {
        self.clone()
    }
}

impl IntoValue for i64 {
    fn to_value(&self) -> Value {
        Value::Integer(*self)
    }
}

impl IntoValue for i32 {
    fn to_value(&self) -> Value {
        Value::Integer((*self).into())
    }
}

impl IntoValue for u32 {
    fn to_value(&self) -> Value {
        Value::Integer((*self).into())
    }
}

impl IntoValue for u16 {
    fn to_value(&self) -> Value {
        Value::Integer((*self).into())
    }
}

impl IntoValue for u8 {
    fn to_value(&self) -> Value {
        Value::Integer((*self).into())
    }
}

/// 0 or 1.
impl IntoValue for bool {
    fn to_value(&self) -> Value {
        Value::Integer((*self).into())
    }
}

impl IntoValue for str {
    fn to_value(&self) -> Value {
        Value::Text(self.to_owned())
    }
}

impl IntoValue for String {
    fn to_value(&self) -> Value {
        Value::Text(self.clone())
    }
}

impl IntoValue for [u8] {
    fn to_value(&self) -> Value {
        Value::Blob(self.to_vec())
    }
}

impl IntoValue for Vec<u8> {
    fn to_value(&self) -> Value {
        Value::Blob(self.clone())
    }
}

impl<const N: usize> IntoValue for [u8; N] {
    fn to_value(&self) -> Value {
        Value::Blob(self.to_vec())
    }
}

impl IntoValue for Uuid {
    fn to_value(&self) -> Value {
        Value::Uuid(*self)
    }
}

/// Microseconds since 1970 in UTC.
impl IntoValue for Timestamp {
    fn to_value(&self) -> Value {
        Value::Integer(self.as_microsecond())
    }
}
