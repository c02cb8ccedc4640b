//! The reference page of the configuration, made from the comments, types and defaults of its keys.

use std::fmt::Write as _;

use serde_json::{Map, Value};
use utoipa::{PartialSchema, ToSchema};

use super::Config;

const INTRODUCTION: &str = "# Configuration

<!-- Made from crates/server/src/config/settings.rs: `DOPIS_UPDATE_DOCS=1 cargo nextest run -p dopis configuration` writes it anew. -->

Dopis reads one TOML file, named with `--config FILE`, and environment variables over it.
Every key has a default, so that a file holds only what differs.
A variable is named `DOPIS_SECTION__KEY`: its value is taken as it stands, without quotes.
Keep secrets in variables rather than in the file.
Unknown keys are refused by name; `dopis check-config --config FILE` tells everything that is wrong at once.
";

/// The page as Markdown.
///
/// # Errors
/// When the description of the keys cannot be made into JSON.
pub fn reference() -> Result<String, serde_json::Error> {
    let mut named = vec![("Config".to_owned(), Config::schema())];
    Config::schemas(&mut named);
    let mut schemas = Map::new();
    for (name, schema) in named {
        schemas.insert(name, serde_json::to_value(schema)?);
    }
    let defaults = serde_json::to_value(Config::default())?;
    let mut page = INTRODUCTION.to_owned();
    for (section, property) in properties(&schemas["Config"]) {
        let schema = resolve(&schemas, property);
        write_section(&mut page, section, schema, &defaults[section]);
    }
    Ok(page)
}

fn write_section(page: &mut String, section: &str, schema: &Value, defaults: &Value) {
    // Writing to a String cannot fail.
    let _ = write!(page, "\n## `[{section}]`\n\n{}\n", prose(schema));
    for (key, property) in properties(schema) {
        let variable = format!("DOPIS_{section}__{key}").to_uppercase();
        let default = &defaults[key];
        let _ = write!(
            page,
            "\n### `{section}.{key}`\n\n{}\n\n- Default: `{default}`\n- Variable: `{variable}`\n",
            prose(property)
        );
    }
}

/// The keys, by name.
fn properties(schema: &Value) -> impl Iterator<Item = (&str, &Value)> {
    let keys = schema["properties"].as_object().into_iter().flatten();
    keys.map(|(key, value)| (key.as_str(), value))
}

fn resolve<'a>(schemas: &'a Map<String, Value>, property: &'a Value) -> &'a Value {
    let name = property["$ref"]
        .as_str()
        .and_then(|path| path.rsplit('/').next());
    name.and_then(|name| schemas.get(name)).unwrap_or(property)
}

/// The comment, one sentence per line.
fn prose(schema: &Value) -> String {
    let comment = schema["description"].as_str().unwrap_or_default();
    comment.replace('\n', " ").replace(". ", ".\n")
}
