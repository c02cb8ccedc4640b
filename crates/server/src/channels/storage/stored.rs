//! Putting, reading and deleting the bytes of attachments. Keys are ids alone: nothing of a person is in them.

use std::ops::Range;
use std::sync::{Arc, OnceLock};

use axum::body::Body;
use bytes::{Bytes, BytesMut};
use object_store::path::Path;
use object_store::{GetOptions, ObjectStore, ObjectStoreExt as _, PutPayload};
use rules::ids::AttachmentId;
use tokio_stream::StreamExt as _;
use uuid::Uuid;

use super::{StorageError, place};
use crate::config::Attachments;

/// The storage of the configuration; opened when it is first needed. A clone is a handle on the same one.
#[derive(Debug, Clone)]
pub struct Storage {
    config: Arc<Attachments>,
    opened: Arc<OnceLock<Arc<dyn ObjectStore>>>,
}

impl Storage {
    pub fn new(config: &Attachments) -> Storage {
        Storage {
            config: Arc::new(config.clone()),
            opened: Arc::default(),
        }
    }

    /// Fails where nothing can be written or deleted, so that a wrong configuration is told at the start.
    pub async fn check(&self) -> Result<(), StorageError> {
        let key = Path::from("check");
        let store = self.store()?;
        let written = store.put(&key, PutPayload::from_static(b"dopis"));
        written.await.map_err(failed("writing into the storage"))?;
        match store.delete(&key).await {
            // Another node that starts at the same time has taken it away.
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(failed("deleting from the storage")(error)),
        }
    }

    /// Keeps a file for good.
    pub async fn keep(&self, id: AttachmentId, bytes: Vec<u8>) -> Result<(), StorageError> {
        self.put(&kept(id), bytes.into()).await
    }

    pub async fn keep_thumbnail(
        &self,
        id: AttachmentId,
        bytes: Vec<u8>,
    ) -> Result<(), StorageError> {
        self.put(&thumbnail(id), bytes.into()).await
    }

    /// Keeps a piece of a file until the file is complete.
    pub async fn keep_part(
        &self,
        id: AttachmentId,
        part: Uuid,
        bytes: Bytes,
    ) -> Result<(), StorageError> {
        self.put(&part_of(id, part), bytes.into()).await
    }

    /// The pieces of a file, one behind the other.
    pub async fn join_parts(
        &self,
        id: AttachmentId,
        parts: impl Iterator<Item = Uuid>,
    ) -> Result<Bytes, StorageError> {
        let mut whole = BytesMut::new();
        for part in parts {
            let found = self.store()?.get(&part_of(id, part)).await;
            let found = found.map_err(failed("reading a piece of a file"))?;
            let bytes = found.bytes().await;
            whole.extend(bytes.map_err(failed("reading a piece of a file"))?);
        }
        Ok(whole.freeze())
    }

    /// A part of a kept file as a body that is read while it is sent.
    pub async fn read(&self, id: AttachmentId, range: Range<u64>) -> Result<Body, StorageError> {
        self.body(&kept(id), GetOptions::new().with_range(Some(range)))
            .await
    }

    pub async fn read_thumbnail(&self, id: AttachmentId) -> Result<Body, StorageError> {
        self.body(&thumbnail(id), GetOptions::new()).await
    }

    /// All of a kept file; `None` where there is none.
    pub async fn find(&self, id: AttachmentId) -> Result<Option<Bytes>, StorageError> {
        self.whole(&kept(id)).await
    }

    pub async fn find_thumbnail(&self, id: AttachmentId) -> Result<Option<Bytes>, StorageError> {
        self.whole(&thumbnail(id)).await
    }

    pub async fn delete_part(&self, id: AttachmentId, part: Uuid) -> Result<(), StorageError> {
        self.delete(&part_of(id, part)).await
    }

    /// Deletes whatever pieces of the file are there.
    pub async fn delete_parts(&self, id: AttachmentId) -> Result<(), StorageError> {
        self.delete_below(&parts_of(id)).await
    }

    /// Deletes everything of the file.
    pub async fn delete_all(&self, id: AttachmentId) -> Result<(), StorageError> {
        self.delete_parts(id).await?;
        self.delete(&thumbnail(id)).await?;
        self.delete(&kept(id)).await
    }

    pub(super) async fn delete_below(&self, folder: &Path) -> Result<(), StorageError> {
        let mut pieces = self.store()?.list(Some(folder));
        while let Some(piece) = pieces.next().await {
            let piece = piece.map_err(failed("listing the pieces of a file"))?;
            self.delete(&piece.location).await?;
        }
        Ok(())
    }

    pub(super) async fn put(&self, key: &Path, bytes: PutPayload) -> Result<(), StorageError> {
        let written = self.store()?.put(key, bytes).await;
        written.map(|_| ()).map_err(failed("writing a file"))
    }

    async fn body(&self, key: &Path, options: GetOptions) -> Result<Body, StorageError> {
        let found = self.store()?.get_opts(key, options).await;
        let found = found.map_err(failed("reading a file"))?;
        Ok(Body::from_stream(found.into_stream()))
    }

    pub(super) async fn whole(&self, key: &Path) -> Result<Option<Bytes>, StorageError> {
        let found = match self.store()?.get(key).await {
            Ok(found) => found.bytes().await,
            Err(object_store::Error::NotFound { .. }) => return Ok(None),
            Err(error) => Err(error),
        };
        found.map(Some).map_err(failed("reading a file"))
    }

    /// What is not there is as good as deleted.
    async fn delete(&self, key: &Path) -> Result<(), StorageError> {
        match self.store()?.delete(key).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(source) => Err(failed("deleting a file")(source)),
        }
    }

    fn store(&self) -> Result<&Arc<dyn ObjectStore>, StorageError> {
        if let Some(opened) = self.opened.get() {
            return Ok(opened);
        }
        let opened = place::open(&self.config)?;
        Ok(self.opened.get_or_init(|| opened))
    }
}

fn kept(id: AttachmentId) -> Path {
    Path::from(format!("kept/{id}"))
}

fn thumbnail(id: AttachmentId) -> Path {
    Path::from(format!("thumbnails/{id}"))
}

fn parts_of(id: AttachmentId) -> Path {
    Path::from(format!("parts/{id}"))
}

fn part_of(id: AttachmentId, part: Uuid) -> Path {
    Path::from(format!("parts/{id}/{part}"))
}

fn failed(operation: &'static str) -> impl FnOnce(object_store::Error) -> StorageError {
    move |source| StorageError::Failed { operation, source }
}
