//! Reading the configuration. Every problem is told with the name of its key, all of them at once.

use std::path::Path;

use serde::Deserialize;
use toml::{Table, Value};

use super::Config;

/// Environment variables that set something begin with this and contain `__`.
const PREFIX: &str = "DOPIS_";

/// Why the configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("the configuration file {path} cannot be read")]
    Unreadable {
        path: String,
        #[source]
        source: std::io::Error,
    },
    /// A line for each problem, with the key that it is about.
    #[error("the configuration is not valid:\n{}", .0.join("\n"))]
    Invalid(Vec<String>),
}

/// Reads the file and the environment of this process.
#[expect(
    clippy::disallowed_methods,
    reason = "this is the one place that reads the environment"
)]
pub fn load_here(path: Option<&Path>) -> Result<Config, ConfigError> {
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    load(path, environment)
}

/// Reads the file, lays the environment over it and checks every value.
/// Without a path, defaults and the environment alone count.
pub fn load(
    path: Option<&Path>,
    environment: impl Iterator<Item = (String, String)>,
) -> Result<Config, ConfigError> {
    let text = match path {
        Some(path) => std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable {
            path: path.display().to_string(),
            source,
        })?,
        None => String::new(),
    };
    let invalid = |problem: String| ConfigError::Invalid(vec![problem]);
    let mut table: Table = toml::from_str(&text).map_err(|error| invalid(error.to_string()))?;
    let known = Table::try_from(Config::default()).map_err(|error| invalid(error.to_string()))?;
    let mut problems = unknown_keys(&table, &known);
    for (name, value) in environment {
        if let Some(key) = name.strip_prefix(PREFIX).filter(|key| key.contains("__"))
            && let Err(problem) = overlay(&mut table, &known, &key.to_lowercase(), value)
        {
            problems.push(format!("{name}: {problem}"));
        }
    }
    if !problems.is_empty() {
        return Err(ConfigError::Invalid(problems));
    }
    let config =
        Config::deserialize(table).map_err(|error| invalid(error.to_string().trim().to_owned()))?;
    match config.problems() {
        problems if problems.is_empty() => Ok(config),
        problems => Err(ConfigError::Invalid(problems)),
    }
}

fn unknown_keys(table: &Table, known: &Table) -> Vec<String> {
    let mut problems = Vec::new();
    for (section, value) in table {
        match (known.get(section).and_then(Value::as_table), value) {
            (None, _) => problems.push(format!("{section}: there is no such section")),
            (Some(_), value) if !value.is_table() => {
                problems.push(format!("{section}: must be a section, [{section}]"));
            }
            (Some(known), value) => {
                let keys = value.as_table().into_iter().flat_map(Table::keys);
                let unknown = keys.filter(|key| !known.contains_key(*key));
                problems
                    .extend(unknown.map(|key| format!("{section}.{key}: there is no such key")));
            }
        }
    }
    problems
}

/// Sets one key; the text is read as what the key's default is.
fn overlay(table: &mut Table, known: &Table, key: &str, text: String) -> Result<(), String> {
    let unknown = || "there is no such key".to_owned();
    let (section, name) = key.split_once("__").ok_or_else(unknown)?;
    let default = known.get(section).and_then(|keys| keys.get(name));
    let value = match default.ok_or_else(unknown)? {
        Value::Integer(_) => Value::Integer(text.parse().map_err(|_| "must be a whole number")?),
        Value::Float(_) => Value::Float(text.parse().map_err(|_| "must be a number")?),
        Value::Boolean(_) => Value::Boolean(text.parse().map_err(|_| "must be true or false")?),
        Value::Array(_) => list(&text).ok_or("must be a list as it stands in a file")?,
        _ => Value::String(text),
    };
    let keys = table
        .entry(section)
        .or_insert_with(|| Value::Table(Table::new()));
    if let Some(keys) = keys.as_table_mut() {
        keys.insert(name.to_owned(), value);
    }
    Ok(())
}

/// What stands behind `=` in a file.
fn list(text: &str) -> Option<Value> {
    let table: Table = toml::from_str(&format!("list = {text}")).ok()?;
    let is_alone = table.len() == 1;
    table
        .get("list")
        .filter(|list| is_alone && list.is_array())
        .cloned()
}

#[cfg(test)]
mod tests {
    use super::{Config, ConfigError, load};
    use crate::config::HandOffAlgorithm;

    fn loaded(text: &str, environment: &[(&str, &str)]) -> Result<Config, ConfigError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        let environment = environment.iter();
        load(
            Some(file.path()),
            environment.map(|(name, value)| ((*name).to_owned(), (*value).to_owned())),
        )
    }

    fn problems(text: &str, environment: &[(&str, &str)]) -> Vec<String> {
        match loaded(text, environment) {
            Err(ConfigError::Invalid(problems)) => problems,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_the_default() {
        let text = "[server]\nlisten = \"0.0.0.0:1\"\n[deadline]\nhours = 8.5\n";
        let config = loaded(
            text,
            &[
                ("DOPIS_SERVER__LISTEN", "0.0.0.0:2"),
                ("DOPIS_DATABASE__CONNECTIONS", "3"),
                ("DOPIS_SIGN_IN__AGENTS_WITH_PASSWORD", "true"),
                ("DOPIS_HAND_OFF__ALGORITHM", "hs256"),
                ("DOPIS_HAND_OFF__SECRET", "12345678901234567890123456789012"),
                ("DOPIS_TEST_POSTGRES", "not a setting"),
                ("HOME", "/"),
            ],
        )
        .unwrap();
        assert_eq!(config.server.listen, "0.0.0.0:2");
        assert_eq!(config.deadline.hours, 8.5);
        assert_eq!(config.deadline.due_soon_percent, 75);
        assert_eq!(config.database.connections, 3);
        assert!(config.sign_in.agents_with_password);
        assert_eq!(config.hand_off.algorithm, HandOffAlgorithm::Hs256);
        assert_eq!(config.hand_off.secret, "12345678901234567890123456789012");
    }

    #[test]
    fn unknown_keys_are_refused_by_name_all_at_once() {
        let text = "colour = 1\nserver = 3\n[deadline]\nhuors = 1\nhours = 2.0\n[logs]\nx = 1\n";
        assert_eq!(
            problems(text, &[("DOPIS_SERVER__PORT", "80"), ("DOPIS_X__Y", "1")]),
            [
                "colour: there is no such section",
                "deadline.huors: there is no such key",
                "logs: there is no such section",
                "server: must be a section, [server]",
                "DOPIS_SERVER__PORT: there is no such key",
                "DOPIS_X__Y: there is no such key",
            ]
        );
    }

    const WITNESS: &str =
        "example.org/witness+cacf2e50+BGbguFjkYqYJ5m/nE3DIFtiEb/ED1UmaIqf+w3/bxCSn";

    #[test]
    fn a_list_in_the_environment_is_written_as_in_the_file() {
        let list = format!("[{{ key = \"{WITNESS}\", url = \"https://witness.example\" }}]");
        let name = "DOPIS_ARCHIVE__WITNESSES";
        let config = loaded("", &[(name, &list)]).unwrap();
        assert_eq!(config.archive.witnesses[0].key, WITNESS);
        for wrong in ["witness", "[", "[]\nmore = 1", "1"] {
            let told = problems("", &[(name, wrong)]);
            let expected = format!("{name}: must be a list as it stands in a file");
            assert_eq!(told, [expected], "{wrong}");
        }
    }

    #[test]
    fn witnesses_need_a_key_of_their_own_and_an_address() {
        let witness = |key: &str, url: &str| format!("{{ key = \"{key}\", url = \"{url}\" }}");
        let good = witness(WITNESS, "https://witness.example/w");
        let of_a_log = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
        for wrong in [
            format!("{good}, {good}"),
            witness(of_a_log, "https://witness.example"),
            witness("witness", "https://witness.example"),
            witness(WITNESS, "witness.example"),
            witness(WITNESS, "file:///etc/passwd"),
        ] {
            let told = problems(&format!("[archive]\nwitnesses = [{wrong}]\n"), &[]);
            assert!(
                told[0].starts_with("archive.witnesses: must be at most 16"),
                "{wrong}: {told:?}"
            );
        }
        let more = good.replace(" }", ", name = \"x\" }");
        let told = problems(&format!("[archive]\nwitnesses = [{more}]\n"), &[]).join("\n");
        assert!(told.contains("unknown field"), "{told}");
        let address = problems("[archive]\ntimestamp_url = \"tsa.example\"\n", &[]);
        assert!(
            address[0].starts_with("archive.timestamp_url: must be an address"),
            "{address:?}"
        );
    }

    #[test]
    fn the_secret_of_the_metrics_can_be_sent_and_not_be_guessed() {
        let name = "DOPIS_METRICS__TOKEN";
        let good = "v7Qm-2pX_9sLr.Tz0/aYc+Bd4~eFg=1h";
        let config = loaded("", &[(name, good)]).unwrap();
        assert_eq!(config.metrics.token, good);
        assert!(!format!("{config:?}").contains(good));
        let spaced = good.replace('-', " ");
        for wrong in [&good[1..], &spaced, "geslo, ki ni iz črk ASCII, a je dolgo"] {
            let told = problems("", &[(name, wrong)]);
            assert!(told[0].starts_with("metrics.token: must be"), "{told:?}");
        }
    }

    #[test]
    fn a_wrong_value_is_told_with_its_key() {
        assert_eq!(
            problems("", &[("DOPIS_LIMITS__BODY_BYTES", "many")]),
            ["DOPIS_LIMITS__BODY_BYTES: must be a whole number"]
        );
        let wrong_type = problems("[database]\nconnections = \"many\"\n", &[]).join("\n");
        assert!(wrong_type.contains("database.connections"), "{wrong_type}");
        assert_eq!(
            problems(
                "[deadline]\nhours = 0.0\ndue_soon_percent = 100\n[marketplace]\nlanguage = \"de\"\n",
                &[]
            ),
            [
                "marketplace.language: must be sl or en",
                "deadline.hours: must be above 0 and at most 10000",
                "deadline.due_soon_percent: must be from 1 to 99",
            ]
        );
    }

    #[test]
    fn the_defaults_are_valid() {
        assert!(load(None, std::iter::empty()).is_ok());
    }
}
