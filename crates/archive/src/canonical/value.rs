//! Values that have a canonical spelling.

/// 2^53 - 1: whole numbers up to here are the same in every JSON library (RFC 7493 §2.2).
pub const INTEGER_MAX: i64 = 9_007_199_254_740_991;

/// A JSON value without fractions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    Null,
    Bool(bool),
    Integer(i64),
    Text(String),
    List(Vec<Value>),
    Object(Object),
}

/// Members in the order of RFC 8785 §3.2.3: by the UTF-16 code units of their names, each name once.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Object(Vec<(String, Value)>);

/// Why a value has no canonical spelling.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotCanonical {
    #[error("the name {0:?} occurs twice in an object")]
    NameTwice(String),
    #[error("{0} lies outside of ±(2^53 - 1)")]
    IntegerTooLarge(i64),
}

impl Value {
    pub fn text(text: impl Into<String>) -> Value {
        Value::Text(text.into())
    }

    pub fn integer(number: i64) -> Result<Value, NotCanonical> {
        if number.unsigned_abs() > INTEGER_MAX.unsigned_abs() {
            return Err(NotCanonical::IntegerTooLarge(number));
        }
        Ok(Value::Integer(number))
    }

    pub fn object(members: Vec<(String, Value)>) -> Result<Value, NotCanonical> {
        Object::new(members).map(Value::Object)
    }

    pub fn as_text(&self) -> Option<&str> {
        match self {
            Value::Text(text) => Some(text),
            _ => None,
        }
    }

    pub fn as_object(&self) -> Option<&Object> {
        match self {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }
}

impl Object {
    /// Puts the members in order; a name that occurs twice is refused.
    pub fn new(mut members: Vec<(String, Value)>) -> Result<Object, NotCanonical> {
        members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        let twice = members.windows(2).find(|pair| pair[0].0 == pair[1].0);
        match twice {
            Some(pair) => Err(NotCanonical::NameTwice(pair[0].0.clone())),
            None => Ok(Object(members)),
        }
    }

    pub fn get(&self, name: &str) -> Option<&Value> {
        let member = self.0.iter().find(|(own, _)| own == name);
        member.map(|(_, value)| value)
    }

    pub fn members(&self) -> &[(String, Value)] {
        &self.0
    }
}
