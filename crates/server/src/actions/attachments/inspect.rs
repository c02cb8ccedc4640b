//! Looking into files, off the threads that answer requests and only a few at once.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use media::{Kind, Picture, Refused};
use rules::attachment::{Seen, Words};
use sha2::{Digest, Sha256};
use store::attachments::Kept;
use tokio::sync::Semaphore;
use tokio::task::spawn_blocking;

use crate::channels::word_reader::WordReader;
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
    word_reader: WordReader,
}

/// What was found in a file, and what of it is to be kept.
#[derive(Debug, Clone)]
pub struct Inspected {
    pub kind: Kind,
    pub kept: Vec<u8>,
    pub thumbnail: Option<Vec<u8>>,
    /// What was read in an image.
    pub seen: Option<Seen>,
    pub facts: Kept,
}

/// What is read in an image while it is looked into, and the image for whoever reads its words.
struct Image {
    size: media::Size,
    thumbnail: Vec<u8>,
    codes: Option<String>,
    grey: Option<Vec<u8>>,
}

impl Inspector {
    pub fn new(word_reader: WordReader) -> Inspector {
        Inspector {
            places: Arc::new(Semaphore::new(AT_ONCE)),
            word_reader,
        }
    }

    /// Whether words in images are read here.
    pub fn reads_words(&self) -> bool {
        self.word_reader.is_there()
    }

    /// Recognises, cleans and measures a file, and reads what an image says.
    pub async fn inspect(&self, bytes: Bytes) -> Result<Result<Inspected, Refused>, ActionError> {
        let waited = tokio::time::timeout(WAIT_MAX, self.places.clone().acquire_owned()).await;
        let Ok(Ok(place)) = waited else {
            return Err(ActionError::TimedOut);
        };
        let reads_words = self.reads_words();
        let worked = spawn_blocking(move || {
            let inspected = inspect(&bytes, reads_words);
            // Kept until the work is over, even if nobody waits for it any more.
            (inspected, place)
        });
        let (inspected, _place) = worked.await.map_err(|source| ActionError::Internal {
            operation: "looking into a file",
            source: Box::new(source),
        })?;
        let (mut inspected, image) = match inspected {
            Ok(inspected) => inspected,
            Err(refused) => return Ok(Err(refused)),
        };
        if let Some(image) = image {
            let words = match &image.grey {
                Some(grey) => self.word_reader.read(grey).await,
                None => Words::Unread,
            };
            inspected.thumbnail = Some(image.thumbnail);
            inspected.seen = Some(Seen {
                codes: image.codes,
                words,
            });
        }
        Ok(Ok(inspected))
    }
}

fn inspect(received: &[u8], reads_words: bool) -> Result<(Inspected, Option<Image>), Refused> {
    let kind = media::recognise(received)?;
    let kept = media::clean(received, kind)?;
    let image = match kind.is_image() {
        true => Some(look(&kept, kind, reads_words)?),
        false => None,
    };
    let facts = Kept {
        kind: kind.code().to_owned(),
        bytes: kept.len() as u64,
        sha256_received: Sha256::digest(received).into(),
        sha256_kept: Sha256::digest(&kept).into(),
        size: image
            .as_ref()
            .map(|image| (image.size.width, image.size.height)),
        has_thumbnail: image.is_some(),
    };
    let inspected = Inspected {
        kind,
        kept,
        thumbnail: None,
        seen: None,
        facts,
    };
    Ok((inspected, image))
}

fn look(image: &[u8], kind: Kind, reads_words: bool) -> Result<Image, Refused> {
    let size = media::size(image, kind)?;
    let picture = Picture::decode(image, kind)?;
    let codes = match picture.codes() {
        Ok(codes) => Some(codes.join("\n\n")),
        Err(error) => {
            tracing::warn!(
                error = &error as &dyn std::error::Error,
                "an image is taken in without its codes"
            );
            None
        }
    };
    Ok(Image {
        size,
        thumbnail: picture.thumbnail(THUMBNAIL_SIDE)?,
        codes,
        grey: reads_words.then(|| picture.grey_png()).transpose()?,
    })
}
