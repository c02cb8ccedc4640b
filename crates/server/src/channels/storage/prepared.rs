//! The bytes of prepared files: pieces of one size under the file and the attempt that made them, so that neither
//! making nor sending one takes the memory for all of it.

use axum::body::Body;
use bytes::Bytes;
use object_store::path::Path;
use rules::ids::PreparedFileId;
use tokio_stream::StreamExt as _;
use uuid::Uuid;

use super::{Storage, StorageError};

/// Each piece but the last one has so many.
pub const PIECE_BYTES: usize = 4 * 1024 * 1024;

impl Storage {
    pub async fn keep_piece(
        &self,
        file: PreparedFileId,
        object: Uuid,
        number: u64,
        bytes: Bytes,
    ) -> Result<(), StorageError> {
        self.put(&piece(file, object, number), bytes.into()).await
    }

    /// The file as a body that is read while it is sent; `None` where its bytes are not there.
    pub async fn read_pieces(
        &self,
        file: PreparedFileId,
        object: Uuid,
        bytes: u64,
    ) -> Result<Option<Body>, StorageError> {
        let count = bytes.div_ceil(PIECE_BYTES as u64);
        let Some(first) = self.whole(&piece(file, object, 0)).await? else {
            return Ok(None);
        };
        let storage = self.clone();
        let others = tokio_stream::iter(1..count).then(move |number| {
            let storage = storage.clone();
            async move {
                let found = storage.whole(&piece(file, object, number)).await?;
                found.ok_or(StorageError::Missing { number })
            }
        });
        let all = tokio_stream::once(Ok(first)).chain(others);
        Ok(Some(Body::from_stream(all)))
    }

    /// Deletes whatever any attempt has left.
    pub async fn delete_pieces(&self, file: PreparedFileId) -> Result<(), StorageError> {
        self.delete_below(&Path::from(format!("prepared/{file}")))
            .await
    }

    /// Deletes what one attempt has left.
    pub async fn delete_attempt(
        &self,
        file: PreparedFileId,
        object: Uuid,
    ) -> Result<(), StorageError> {
        self.delete_below(&Path::from(format!("prepared/{file}/{object}")))
            .await
    }
}

fn piece(file: PreparedFileId, object: Uuid, number: u64) -> Path {
    Path::from(format!("prepared/{file}/{object}/{number}"))
}
