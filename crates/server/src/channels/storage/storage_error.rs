//! Why the storage could not do something.

/// Why the storage could not do something.
#[derive(Debug, thiserror::Error)]
pub enum StorageError {
    #[error("opening the storage {storage}")]
    Open {
        storage: String,
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    #[error("piece {number} of a prepared file is gone")]
    Missing { number: u64 },
    #[error("{operation}")]
    Failed {
        operation: &'static str,
        #[source]
        source: object_store::Error,
    },
}
