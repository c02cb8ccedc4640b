//! Why nothing was sealed.

use std::io;

use archive::checkpoint::CheckpointError;
use store::DbError;
use tokio::task::JoinError;

use super::{KeyProblem, LeafProblem, Step};
use crate::error::ActionError;
use crate::random::NoRandomness;

#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// What is stored does not fit together. Going on would write another past, so a person has to look.
    #[error("the log refuses to go on: {0}")]
    Refused(String),
    #[error(transparent)]
    Keys(#[from] KeyProblem),
    /// Such as a full disk. It is tried again.
    #[error("{doing} in the folder of the log")]
    Folder {
        doing: String,
        #[source]
        source: io::Error,
    },
    #[error("the event at position {position} cannot be a leaf")]
    Leaf {
        position: u64,
        #[source]
        source: LeafProblem,
    },
    #[error("the checkpoint cannot be signed")]
    Checkpoint(#[from] CheckpointError),
    /// Another sealer has begun since; this one has changed nothing that was published.
    #[error("another node has taken over the sealing")]
    Overtaken,
    #[error(transparent)]
    Action(#[from] ActionError),
    /// Only tests end a sealer so.
    #[error("ended after {0:?}")]
    Stopped(Step),
}

impl SealError {
    /// Whether trying again helps nothing until a person has looked.
    pub fn is_refusal(&self) -> bool {
        matches!(
            self,
            SealError::Refused(_) | SealError::Keys(_) | SealError::Leaf { .. }
        )
    }

    pub(super) fn folder(doing: impl Into<String>) -> impl FnOnce(io::Error) -> SealError {
        let doing = doing.into();
        move |source| SealError::Folder { doing, source }
    }

    pub(super) fn panicked(source: JoinError) -> SealError {
        SealError::Action(ActionError::Internal {
            operation: "working on the folder of the log",
            source: Box::new(source),
        })
    }
}

impl From<DbError> for SealError {
    fn from(error: DbError) -> SealError {
        SealError::Action(error.into())
    }
}

impl From<NoRandomness> for SealError {
    fn from(error: NoRandomness) -> SealError {
        SealError::Action(error.into())
    }
}
