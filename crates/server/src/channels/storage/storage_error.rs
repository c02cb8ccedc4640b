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
    #[error("{operation}")]
    Failed {
        operation: &'static str,
        #[source]
        source: object_store::Error,
    },
}
