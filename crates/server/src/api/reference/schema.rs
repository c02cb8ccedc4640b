//! The shapes of the description, as the reference page shows them.

use serde_json::Value;

/// The type of a value in words; `schema` is the named shape that it links to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Kind {
    pub(super) text: String,
    pub(super) schema: Option<String>,
}

/// A named shape with its fields.
#[derive(Debug)]
pub(super) struct SchemaShown {
    pub(super) name: String,
    pub(super) description: String,
    /// For a closed list of words.
    pub(super) words: Vec<String>,
    /// One form, or several that exclude each other.
    pub(super) forms: Vec<Vec<FieldShown>>,
}

#[derive(Debug)]
pub(super) struct FieldShown {
    pub(super) name: String,
    pub(super) kind: Kind,
    pub(super) is_required: bool,
    pub(super) description: String,
}

/// All named shapes, by name.
pub(super) fn schemas(document: &Value) -> Vec<SchemaShown> {
    let named = document["components"]["schemas"].as_object();
    let shown = |(name, schema): (&String, &Value)| SchemaShown {
        name: name.clone(),
        description: text(&schema["description"]),
        words: words(schema),
        forms: match schema["oneOf"].as_array() {
            Some(forms) => forms.iter().map(|form| fields(document, form)).collect(),
            None => vec![fields(document, schema)],
        },
    };
    named.into_iter().flatten().map(shown).collect()
}

/// The type of a value, as a reader would say it.
pub(super) fn kind_of(schema: &Value) -> Kind {
    if let Some(name) = reference(schema) {
        return Kind {
            text: name.clone(),
            schema: Some(name),
        };
    }
    if let Some(forms) = schema["oneOf"].as_array().or(schema["anyOf"].as_array()) {
        return either(forms.iter().map(kind_of).collect());
    }
    let words = words(schema);
    if !words.is_empty() {
        let quoted: Vec<String> = words.iter().map(|word| format!("“{word}”")).collect();
        return plain(quoted.join(" or "));
    }
    let types: Vec<&str> = match &schema["type"] {
        Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
        Value::String(one) => vec![one],
        _ => vec!["any"],
    };
    let one = |name: &&str| match *name {
        "array" => {
            let item = kind_of(&schema["items"]);
            Kind {
                text: format!("list of {}", item.text),
                schema: item.schema,
            }
        }
        "string" => plain(match schema["format"].as_str() {
            Some("date-time") => "instant".to_owned(),
            Some("date") => "date".to_owned(),
            Some("uuid") => "UUID".to_owned(),
            _ => "text".to_owned(),
        }),
        other => plain(other.to_owned()),
    };
    either(types.iter().map(one).collect())
}

fn fields(document: &Value, schema: &Value) -> Vec<FieldShown> {
    if let Some(name) = reference(schema) {
        return fields(document, &document["components"]["schemas"][&name]);
    }
    let parts = schema["allOf"].as_array().into_iter().flatten();
    let mut all: Vec<FieldShown> = parts.flat_map(|part| fields(document, part)).collect();
    let required: Vec<&Value> = schema["required"]
        .as_array()
        .into_iter()
        .flatten()
        .collect();
    for (name, field) in schema["properties"].as_object().into_iter().flatten() {
        all.push(FieldShown {
            name: name.clone(),
            kind: kind_of(field),
            is_required: required.iter().any(|known| *known == name),
            description: text(&field["description"]),
        });
    }
    all
}

fn reference(schema: &Value) -> Option<String> {
    let name = schema["$ref"].as_str()?.rsplit('/').next()?;
    Some(name.to_owned())
}

fn words(schema: &Value) -> Vec<String> {
    let words = schema["enum"].as_array().into_iter().flatten();
    words.map(text).collect()
}

fn either(kinds: Vec<Kind>) -> Kind {
    let texts: Vec<&str> = kinds.iter().map(|kind| kind.text.as_str()).collect();
    Kind {
        text: texts.join(" or "),
        schema: kinds.iter().find_map(|kind| kind.schema.clone()),
    }
}

fn plain(text: String) -> Kind {
    Kind { text, schema: None }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
