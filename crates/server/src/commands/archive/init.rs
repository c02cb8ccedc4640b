//! `dopis archive init`: the key of a new log.

use std::fs::{File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;

use archive::note::{SecretError, Signed, SigningKey};
use archive::sealed_key::{COST, KeyFileError, seal};

use crate::archiving::{Folder, KeyProblem, Keys, passphrase};
use crate::config;
use crate::random::{NoRandomness, Random};

/// Why no key was made.
#[derive(Debug, thiserror::Error)]
pub enum InitError {
    #[error("archive.origin is empty: a log needs a name, such as help.example.com/archive")]
    NoOrigin,
    #[error("{0} is empty: it says where the key is to be written")]
    NoFile(&'static str),
    #[error("{0} is there already; nothing is written over a key")]
    KeyThere(String),
    #[error("{0} has a log already, which needs the key that it was begun with")]
    LogThere(String),
    #[error("the key cannot be made")]
    Secret(#[from] SecretError),
    #[error("the key cannot be sealed")]
    Seal(#[from] KeyFileError),
    #[error("the key that was written cannot be read back")]
    ReadBack(#[from] KeyProblem),
    #[error(transparent)]
    Randomness(#[from] NoRandomness),
    #[error("{doing}")]
    Io {
        doing: String,
        #[source]
        source: io::Error,
    },
}

/// Which key is to be made.
#[derive(Debug)]
pub struct Wanted {
    config: config::Archive,
    /// Where it is to lie, and the setting that says so.
    file: String,
    setting: &'static str,
    is_next: bool,
}

impl Wanted {
    /// The first key of a log, or the `next` one of a log that there is.
    pub fn of(config: config::Archive, next: bool) -> Wanted {
        let (file, setting) = match next {
            true => (&config.other_key_file, "archive.other_key_file"),
            false => (&config.key_file, "archive.key_file"),
        };
        Wanted {
            file: file.clone(),
            setting,
            is_next: next,
            config,
        }
    }
}

/// Makes the key, writes it, reads it back and prints the verifier key.
pub fn run(wanted: &Wanted, random: &Random, mut output: impl Write) -> Result<(), InitError> {
    let (config, file) = (&wanted.config, &wanted.file);
    if !config.is_kept() {
        return Err(InitError::NoOrigin);
    }
    if file.is_empty() {
        return Err(InitError::NoFile(wanted.setting));
    }
    let failed = |doing: String| move |source| InitError::Io { doing, source };
    let published = Folder::new(&config.folder).checkpoint();
    if published
        .map_err(failed(format!("looking into {}", config.folder)))?
        .is_some()
        && !wanted.is_next
    {
        return Err(InitError::LogThere(config.folder.clone()));
    }
    let key = SigningKey::new(&config.origin, Signed::Text, random.salt()?)?;
    let text = match passphrase(config)? {
        None => format!("{}\n", key.to_secret()),
        Some(passphrase) => {
            let (mut salt, mut nonce) = ([0; 16], [0; 12]);
            random.fill(&mut salt)?;
            random.fill(&mut nonce)?;
            seal(&key, &passphrase, salt, nonce, COST)?
        }
    };
    match write_new(Path::new(file), text.as_bytes()) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(InitError::KeyThere(file.clone()));
        }
        written => written.map_err(failed(format!("writing {file}")))?,
    }
    let own = config::Archive {
        key: String::new(),
        key_file: file.clone(),
        other_key_file: String::new(),
        ..config.clone()
    };
    for verifier in Keys::load(&own)?.verifiers() {
        writeln!(output, "{verifier}").map_err(failed("printing the key".to_owned()))?;
    }
    Ok(())
}

/// For its owner alone, and on the disk before anybody builds on it.
fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    let mut file = options
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use tempfile::TempDir;

    use super::*;

    fn configured(at: &TempDir, passphrase: &str) -> config::Archive {
        config::Archive {
            origin: "help.example/archive".to_owned(),
            folder: at.path().join("log").display().to_string(),
            key_file: at.path().join("key").display().to_string(),
            passphrase: passphrase.to_owned(),
            ..config::Archive::default()
        }
    }

    fn init(config: &config::Archive) -> Result<String, InitError> {
        let mut output = Vec::new();
        let wanted = Wanted::of(config.clone(), false);
        run(&wanted, &Random::System, &mut output)?;
        Ok(String::from_utf8(output).unwrap())
    }

    #[test]
    fn the_key_that_is_printed_is_that_of_the_file_which_only_its_owner_reads() {
        for passphrase in ["", "konj baterija"] {
            let at = tempfile::tempdir().unwrap();
            let config = configured(&at, passphrase);
            let printed = init(&config).unwrap();
            let keys = Keys::load(&config).unwrap();
            let public: Vec<String> = keys.verifiers().map(ToString::to_string).collect();
            assert_eq!(printed, format!("{}\n", public[0]));
            let file = std::fs::metadata(&config.key_file).unwrap();
            assert_eq!(file.permissions().mode() & 0o777, 0o600);
            let text = std::fs::read_to_string(&config.key_file).unwrap();
            assert_eq!(text.contains("PRIVATE"), passphrase.is_empty());
        }
    }

    #[test]
    fn nothing_is_written_over() {
        let at = tempfile::tempdir().unwrap();
        let mut config = configured(&at, "");
        init(&config).unwrap();
        let before = std::fs::read(&config.key_file).unwrap();
        assert!(matches!(init(&config), Err(InitError::KeyThere(_))));
        assert_eq!(std::fs::read(&config.key_file).unwrap(), before);
        std::fs::remove_file(&config.key_file).unwrap();
        std::fs::create_dir(&config.folder).unwrap();
        std::fs::write(at.path().join("log/checkpoint"), "of a log").unwrap();
        assert!(matches!(init(&config), Err(InitError::LogThere(_))));
        assert!(!Path::new(&config.key_file).exists());
        config.other_key_file = at.path().join("next").display().to_string();
        let next = Wanted::of(config.clone(), true);
        run(&next, &Random::System, Vec::new()).unwrap();
        assert!(Path::new(&config.other_key_file).exists());
    }

    #[test]
    fn a_wrong_passphrase_opens_nothing() {
        let at = tempfile::tempdir().unwrap();
        let mut config = configured(&at, "konj baterija");
        init(&config).unwrap();
        for wrong in ["konj", ""] {
            wrong.clone_into(&mut config.passphrase);
            assert!(matches!(Keys::load(&config), Err(KeyProblem::NoKey { .. })));
        }
    }
}
