//! Hashing and verifying passwords (argon2id), off the threads that answer requests and only a few at once.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use jiff::SignedDuration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::task::spawn_blocking;

use crate::error::ActionError;
use crate::random::Random;

/// One hash takes 19 MiB and most of a tenth of a second; more at once would starve everything else.
const AT_ONCE: usize = 2;
const WAIT_MAX: Duration = Duration::from_secs(5);

pub const MIN_CHARS: usize = 12;
const MAX_BYTES: usize = 1_024;

/// The few places in which a password may be worked on.
#[derive(Debug, Clone)]
pub struct Passwords {
    places: Arc<Semaphore>,
    random: Random,
}

impl Passwords {
    pub fn new(random: Random) -> Passwords {
        Passwords {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            random,
        }
    }

    /// The hash to store of a new password.
    pub async fn hash(&self, password: &str) -> Result<String, ActionError> {
        if password.chars().count() < MIN_CHARS || password.len() > MAX_BYTES {
            return Err(ActionError::invalid(
                "password_length",
                format!(
                    "A password has at least {MIN_CHARS} characters and at most {MAX_BYTES} bytes."
                ),
            ));
        }
        let mut salt = [0; 16];
        self.random.fill(&mut salt)?;
        let password = password.to_owned();
        self.work(move || hash(&password, &salt)).await?
    }

    /// Which of the hashes the password fits. Without any, the same time passes.
    pub async fn find(
        &self,
        password: &str,
        hashes: Vec<String>,
    ) -> Result<Option<usize>, ActionError> {
        if password.len() > MAX_BYTES {
            return Ok(None);
        }
        let password = password.to_owned();
        self.work(move || {
            if hashes.is_empty() {
                fits(&password, nobodys()?);
                return Ok(None);
            }
            Ok(hashes.iter().position(|hash| fits(&password, hash)))
        })
        .await?
    }

    async fn work<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, ActionError> {
        let place = self.place().await?;
        let worked = spawn_blocking(move || {
            let done = work();
            // Kept until the work is over, even if nobody waits for it any more.
            drop(place);
            done
        });
        worked.await.map_err(|source| ActionError::Internal {
            operation: "working on a password",
            source: Box::new(source),
        })
    }

    async fn place(&self) -> Result<OwnedSemaphorePermit, ActionError> {
        let waited = tokio::time::timeout(WAIT_MAX, Arc::clone(&self.places).acquire_owned()).await;
        match waited {
            Ok(Ok(place)) => Ok(place),
            Ok(Err(_)) | Err(_) => Err(ActionError::TooMany {
                retry_after: SignedDuration::from_secs(5),
            }),
        }
    }
}

fn hash(password: &str, salt: &[u8]) -> Result<String, ActionError> {
    Argon2::default()
        .hash_password_with_salt(password.as_bytes(), salt)
        .map(|hash| hash.to_string())
        .map_err(|source| ActionError::Internal {
            operation: "hashing a password",
            source: Box::new(source),
        })
}

fn fits(password: &str, hash: &str) -> bool {
    Argon2::default()
        .verify_password(password.as_bytes(), hash)
        .is_ok()
}

/// The hash of a password that nobody has, made like all others, so that an unknown account takes as long as a known one.
fn nobodys() -> Result<&'static str, ActionError> {
    static HASH: OnceLock<String> = OnceLock::new();
    if HASH.get().is_none() {
        let made = hash("the password of nobody", &[0; 16])?;
        let _ = HASH.set(made);
    }
    Ok(HASH.get().map_or("", String::as_str))
}
