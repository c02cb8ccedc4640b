//! Looking into files, off the threads that answer requests and only a few at once.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use media::{Kind, Refused};
use sha2::{Digest, Sha256};
use store::attachments::Kept;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::error::ActionError;

/// Decoding one image may take some hundred megabytes.
const AT_ONCE: usize = 2;
const WAIT_MAX: Duration = Duration::from_secs(20);
/// Longer side of a thumbnail, in pixels: twice of what is shown, for dense screens.
const THUMBNAIL_SIDE: u32 = 480;

/// The few places in which a file may be looked into.
#[derive(Debug, Clone)]
pub struct Inspector {
    places: Arc<Semaphore>,
}

/// What was found in a file, and what of it is to be kept.
#[derive(Debug, Clone)]
pub struct Inspected {
    pub kind: Kind,
    pub kept: Vec<u8>,
    pub thumbnail: Option<Vec<u8>>,
    pub facts: Kept,
}

impl Default for Inspector {
    fn default() -> Inspector {
        Inspector {
            places: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Inspector {
    /// Recognises, cleans and measures a file.
    pub async fn inspect(&self, bytes: Bytes) -> Result<Result<Inspected, Refused>, ActionError> {
        let waited = tokio::time::timeout(WAIT_MAX, self.places.clone().acquire_owned()).await;
        let Ok(Ok(place)) = waited else {
            return Err(ActionError::TimedOut);
        };
        let worked = spawn_blocking(move || {
            let inspected = inspect(&bytes);
            // Kept until the work is over, even if nobody waits for it any more.
            drop(place);
            inspected
        });
        worked.await.map_err(|source| ActionError::Internal {
            operation: "looking into a file",
            source: Box::new(source),
        })
    }
}

fn inspect(received: &[u8]) -> Result<Inspected, Refused> {
    let kind = media::recognise(received)?;
    let kept = media::clean(received, kind)?;
    let (size, thumbnail) = match kind.is_image() {
        true => (
            Some(media::size(&kept, kind)?),
            Some(media::thumbnail(&kept, kind, THUMBNAIL_SIDE)?),
        ),
        false => (None, None),
    };
    let facts = Kept {
        kind: kind.code().to_owned(),
        bytes: kept.len() as u64,
        sha256_received: Sha256::digest(received).into(),
        sha256_kept: Sha256::digest(&kept).into(),
        size: size.map(|size| (size.width, size.height)),
        has_thumbnail: thumbnail.is_some(),
    };
    Ok(Inspected {
        kind,
        kept,
        thumbnail,
        facts,
    })
}
