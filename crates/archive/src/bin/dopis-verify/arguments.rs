//! What `dopis-verify` is asked to do.

use std::path::{Path, PathBuf};

use archive::note::VerifierKey;
use archive::policy::Policy;
use archive::timestamp::Authorities;

use crate::outcome::{Checks, NotChecked};
use crate::{dossier, log, proof, receipt};

const USAGE: &str = "\
Usage:
  dopis-verify log FOLDER --key KEY… [--since CHECKPOINT] [--without-entries]
  dopis-verify proof FILE --key KEY… --entry FILE
  dopis-verify receipt FILE --key KEY…
  dopis-verify dossier FILE.zip --key KEY…

  --key KEY           a key of the log, as name+id+key; several while keys are changed
  --witness KEY       a key of a witness
  --quorum NUMBER     how many of the witnesses must have signed (all of them)
  --tsa-ca FILE       certificates of authorities whose timestamps are believed, as PEM;
                      without it timestamps are not judged
  --since CHECKPOINT  a checkpoint from earlier, from which the log must have grown
  --without-entries   check the tree alone, of a log whose entries are not at hand
  --entry FILE        the entry that the proof is about

Exit status: 0 all holds, 1 something does not hold, 2 it could not be checked";

#[derive(Debug, Default)]
pub(crate) struct Arguments {
    command: String,
    path: PathBuf,
    keys: Vec<String>,
    witnesses: Vec<String>,
    quorum: Option<String>,
    authorities: Option<PathBuf>,
    since: Option<PathBuf>,
    entry: Option<PathBuf>,
    without_entries: bool,
}

impl Arguments {
    pub(crate) fn read(words: impl Iterator<Item = String>) -> Result<Arguments, NotChecked> {
        let mut arguments = Arguments::default();
        let mut words = words.peekable();
        let mut plain = Vec::new();
        while let Some(word) = words.next() {
            let mut value = || {
                words
                    .next()
                    .ok_or_else(|| NotChecked(format!("{word} needs a value\n{USAGE}")))
            };
            match word.as_str() {
                "--key" => arguments.keys.push(value()?),
                "--witness" => arguments.witnesses.push(value()?),
                "--quorum" => arguments.quorum = Some(value()?),
                "--tsa-ca" => arguments.authorities = Some(value()?.into()),
                "--since" => arguments.since = Some(value()?.into()),
                "--entry" => arguments.entry = Some(value()?.into()),
                "--without-entries" => arguments.without_entries = true,
                option if option.starts_with('-') => {
                    return Err(NotChecked(format!("there is no option {option}\n{USAGE}")));
                }
                _ => plain.push(word),
            }
        }
        let [command, path] = plain.as_slice() else {
            return Err(NotChecked(USAGE.to_owned()));
        };
        arguments.command.clone_from(command);
        arguments.path = path.into();
        arguments.refuse_unused()?;
        Ok(arguments)
    }

    pub(crate) fn run(&self) -> Result<Checks, NotChecked> {
        let policy = self.policy()?;
        match self.command.as_str() {
            "log" => {
                let since = self.since.as_deref().map(read_file).transpose()?;
                log::check(&self.path, &policy, since.as_deref(), !self.without_entries)
            }
            "proof" => {
                let entry = self.entry.as_deref().map(read_file).transpose()?;
                proof::check(&read_file(&self.path)?, &policy, entry.as_deref())
            }
            "dossier" => Ok(dossier::check(&read_file(&self.path)?, &policy)),
            "receipt" => Ok(receipt::check(&read_file(&self.path)?, &policy)),
            other => Err(NotChecked(format!("there is no command {other}\n{USAGE}"))),
        }
    }

    /// An option that a command would not look at must not seem to have been followed.
    fn refuse_unused(&self) -> Result<(), NotChecked> {
        let is_log = self.command == "log";
        let of_log = self.since.is_some() || self.without_entries;
        let has_timestamps = is_log || self.command == "dossier";
        let unused = (of_log && !is_log)
            || (self.entry.is_some() && self.command != "proof")
            || (self.authorities.is_some() && !has_timestamps);
        if unused {
            let command = &self.command;
            return Err(NotChecked(format!(
                "an option is not for the command {command}\n{USAGE}"
            )));
        }
        Ok(())
    }

    fn policy(&self) -> Result<Policy, NotChecked> {
        let keys = |texts: &[String]| {
            let keys = texts.iter().map(|text| {
                let key = VerifierKey::parse(text);
                key.map_err(|error| NotChecked(format!("the key {text}: {error}")))
            });
            keys.collect::<Result<Vec<_>, _>>()
        };
        let quorum = match &self.quorum {
            None => self.witnesses.len(),
            Some(text) => text
                .parse()
                .map_err(|_| NotChecked(format!("--quorum {text}: not a number")))?,
        };
        let policy = Policy::new(keys(&self.keys)?, keys(&self.witnesses)?, quorum);
        let policy = policy.map_err(|error| NotChecked(error.to_string()))?;
        let Some(path) = &self.authorities else {
            return Ok(policy);
        };
        match Authorities::parse(&read_file(path)?) {
            Ok(authorities) => Ok(policy.with_authorities(authorities)),
            Err(error) => Err(NotChecked(format!("--tsa-ca {}: {error}", path.display()))),
        }
    }
}

pub(crate) fn read_file(path: &Path) -> Result<Vec<u8>, NotChecked> {
    let bytes = std::fs::read(path);
    bytes.map_err(|error| NotChecked(format!("reading {}: {error}", path.display())))
}
