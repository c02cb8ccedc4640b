//! The detectors that messages are looked through with: one for each version of the rules, made once on each node.
//! Which version is active is asked in the transaction that looks; so every node takes a new one from its next message on.

use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use rules::contact::lexicon::LexiconError;
use rules::contact::{Detector, RuleSet};
use rules::moderation::NO_RULE_SET;
use store::{DbError, Tx};
use tokio::task::spawn_blocking;

use crate::error::ActionError;

/// Versions that are kept ready: the active one, and those of a replay.
const KEPT: usize = 4;

/// Why the operator's own lexicons cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum LexiconsError {
    #[error("moderation.lexicons: {file} cannot be read")]
    Unreadable {
        file: String,
        #[source]
        source: std::io::Error,
    },
    #[error(transparent)]
    Mistake(#[from] LexiconError),
}

/// A version that is asked for; its text where this node has not made it yet.
#[derive(Debug)]
pub struct Wanted {
    number: u32,
    text: Option<String>,
}

#[derive(Debug)]
pub struct Detectors {
    /// The operator's own lexicons: name and content.
    files: Vec<(String, String)>,
    plain: Arc<Detector>,
    /// The newest last.
    made: Mutex<Vec<Arc<Detector>>>,
}

impl Detectors {
    /// With the lexicons of this folder, in the order of their names; without any where it is empty.
    pub fn load(folder: &str) -> Result<Detectors, LexiconsError> {
        let files = match folder {
            "" => Vec::new(),
            folder => read(Path::new(folder))?,
        };
        let plain = Arc::new(Detector::new(&borrowed(&files))?);
        Ok(Detectors {
            files,
            plain,
            made: Mutex::default(),
        })
    }

    /// Without a version of the marketplace's own.
    pub fn plain(&self) -> Arc<Detector> {
        self.plain.clone()
    }

    /// A detector with this version; its mistakes are told with their lines.
    pub fn compile(&self, number: u32, text: &str) -> Result<Detector, LexiconError> {
        Detector::adjusted(&borrowed(&self.files), RuleSet::parse(text)?, number)
    }

    /// The active version, for [`Detectors::of`] outside of the transaction.
    pub async fn active(&self, tx: &Tx) -> Result<Wanted, DbError> {
        let (number, _) = store::rule_sets::active(tx).await?;
        self.wanted(tx, number).await
    }

    /// A version by its number.
    pub async fn wanted(&self, tx: &Tx, number: u32) -> Result<Wanted, DbError> {
        let text = match self.made(number) {
            Some(_) => None,
            None => store::rule_sets::text(tx, number).await?,
        };
        Ok(Wanted { number, text })
    }

    /// The detector of a version, which is made where this node does not have it yet.
    pub async fn of(self: &Arc<Self>, wanted: Wanted) -> Result<Arc<Detector>, ActionError> {
        if let Some(made) = self.made(wanted.number) {
            return Ok(made);
        }
        let number = wanted.number;
        let failed = |source: Box<dyn std::error::Error + Send + Sync>| ActionError::Internal {
            operation: "making a detector of a version of the rules",
            source,
        };
        let text = wanted
            .text
            .ok_or_else(|| failed(format!("version {number} has no text any more").into()))?;
        let all = self.clone();
        let compiled = spawn_blocking(move || all.compile(number, &text)).await;
        let detector = compiled.map_err(|error| failed(error.into()))?;
        let detector = Arc::new(detector.map_err(|error| failed(error.into()))?);
        let mut made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.retain(|known| known.number() != number);
        if made.len() >= KEPT {
            made.remove(0);
        }
        made.push(detector.clone());
        Ok(detector)
    }

    fn made(&self, number: u32) -> Option<Arc<Detector>> {
        if number == NO_RULE_SET {
            return Some(self.plain());
        }
        let made = self.made.lock().unwrap_or_else(PoisonError::into_inner);
        made.iter().find(|made| made.number() == number).cloned()
    }
}

/// The files of the folder whose names end with `.txt`.
fn read(folder: &Path) -> Result<Vec<(String, String)>, LexiconsError> {
    let unreadable = |path: &Path, source| LexiconsError::Unreadable {
        file: path.display().to_string(),
        source,
    };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
        let path = entry.map_err(|error| unreadable(folder, error))?.path();
        if path.extension().is_some_and(|ending| ending == "txt") {
            paths.push(path);
        }
    }
    paths.sort();
    let content = |path: std::path::PathBuf| match std::fs::read_to_string(&path) {
        Ok(text) => Ok((path.display().to_string(), text)),
        Err(error) => Err(unreadable(&path, error)),
    };
    paths.into_iter().map(content).collect()
}

fn borrowed(files: &[(String, String)]) -> Vec<(&str, &str)> {
    files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_str()))
        .collect()
}
