//! Writing a value in its one spelling (RFC 8785 §3.2).

use super::value::{Object, Value};

impl Value {
    /// The canonical spelling; equal values give equal bytes.
    pub fn canonical(&self) -> String {
        let mut text = String::new();
        write(&mut text, self);
        text
    }
}

fn write(to: &mut String, value: &Value) {
    match value {
        Value::Null => to.push_str("null"),
        Value::Bool(true) => to.push_str("true"),
        Value::Bool(false) => to.push_str("false"),
        Value::Integer(number) => to.push_str(&number.to_string()),
        Value::Text(text) => write_text(to, text),
        Value::List(values) => write_list(to, values),
        Value::Object(object) => write_object(to, object),
    }
}

fn write_list(to: &mut String, values: &[Value]) {
    to.push('[');
    for (at, value) in values.iter().enumerate() {
        if at > 0 {
            to.push(',');
        }
        write(to, value);
    }
    to.push(']');
}

fn write_object(to: &mut String, object: &Object) {
    to.push('{');
    for (at, (name, value)) in object.members().iter().enumerate() {
        if at > 0 {
            to.push(',');
        }
        write_text(to, name);
        to.push(':');
        write(to, value);
    }
    to.push('}');
}

/// RFC 8785 §3.2.2.2: only what must be escaped is, in the shortest way.
fn write_text(to: &mut String, text: &str) {
    to.push('"');
    for c in text.chars() {
        match c {
            '"' => to.push_str("\\\""),
            '\\' => to.push_str("\\\\"),
            '\u{8}' => to.push_str("\\b"),
            '\t' => to.push_str("\\t"),
            '\n' => to.push_str("\\n"),
            '\u{c}' => to.push_str("\\f"),
            '\r' => to.push_str("\\r"),
            c if c < ' ' => to.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => to.push(c),
        }
    }
    to.push('"');
}
