//! The steps of a batch, at each of which a test may let the sealer end or wait. The service passes none.

use std::fmt;
use std::sync::Arc;

use tokio::task::spawn_blocking;

use super::SealError;

/// What has been done so far.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    /// The lease is this node's, and what is stored fits together.
    Begun,
    /// Everybody in the batch has a pseudonym.
    Named,
    /// One more file is there.
    File,
    /// All bundles are on the disk.
    Entries,
    /// All tiles are on the disk.
    Tiles,
    /// The database has the new head.
    Advanced,
    /// It is certain that nobody else writes the checkpoint's file now.
    Locked,
    /// The folder has the new checkpoint.
    Published,
}

type Goes = dyn Fn(Step) -> bool + Send + Sync;

/// Asked at each step whether to go on.
#[derive(Clone, Default)]
pub struct Steps(Option<Arc<Goes>>);

impl Steps {
    /// For tests: `goes_on` may wait, and ends the sealer with `false`.
    pub fn asking(goes_on: impl Fn(Step) -> bool + Send + Sync + 'static) -> Steps {
        Steps(Some(Arc::new(goes_on)))
    }

    /// On a thread that may be made to wait.
    pub(super) fn reached(&self, step: Step) -> Result<(), SealError> {
        match &self.0 {
            Some(goes_on) if !goes_on(step) => Err(SealError::Stopped(step)),
            _ => Ok(()),
        }
    }

    pub(super) async fn reached_meanwhile(&self, step: Step) -> Result<(), SealError> {
        if self.0.is_none() {
            return Ok(());
        }
        let steps = self.clone();
        let asked = spawn_blocking(move || steps.reached(step));
        asked.await.map_err(SealError::panicked)?
    }
}

impl fmt::Debug for Steps {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Steps").field(&self.0.is_some()).finish()
    }
}
