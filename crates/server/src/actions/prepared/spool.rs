//! A file on its way into the storage: piece by piece, so that its size costs no memory, and kept from other nodes
//! for as long as it grows.

use archive::dossier::{Packed, Packing};
use bytes::Bytes;
use jiff::{SignedDuration, Timestamp};
use rules::ids::PreparedFileId;
use sha2::{Digest as _, Sha256};
use store::Tx;
use store::prepared_files::{self, Ready};
use uuid::Uuid;

use super::make::failed;
use crate::app::App;
use crate::channels::storage::PIECE_BYTES;
use crate::error::ActionError;

/// For how long a file is somebody's work without a sign of life.
pub(super) const LEASE: SignedDuration = SignedDuration::from_mins(5);
const SIGN_OF_LIFE: SignedDuration = SignedDuration::from_mins(1);

/// What was written so far.
#[derive(Debug)]
pub struct Spool {
    app: App,
    file: PreparedFileId,
    object: Uuid,
    held: Vec<u8>,
    pieces: u64,
    bytes: u64,
    digest: Sha256,
    packing: Packing,
    alive_at: Timestamp,
}

impl Spool {
    pub(super) fn new(app: &App, file: PreparedFileId, object: Uuid) -> Spool {
        Spool {
            app: app.clone(),
            file,
            object,
            held: Vec::new(),
            pieces: 0,
            bytes: 0,
            digest: Sha256::new(),
            packing: Packing::default(),
            alive_at: app.now(),
        }
    }

    /// How many bytes there are.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Adds a file to the ZIP that is written.
    pub async fn add(&mut self, path: &str, content: &[u8]) -> Result<(), ActionError> {
        let head = self
            .packing
            .begin(path, Packed::of(content))
            .map_err(failed)?;
        self.write(&head).await?;
        self.write(content).await
    }

    /// Ends the ZIP.
    pub async fn end(&mut self) -> Result<(), ActionError> {
        let end = std::mem::take(&mut self.packing).end().map_err(failed)?;
        self.write(&end).await
    }

    pub async fn write(&mut self, mut content: &[u8]) -> Result<(), ActionError> {
        self.digest.update(content);
        self.bytes += content.len() as u64;
        while !content.is_empty() {
            let room = PIECE_BYTES - self.held.len();
            let (now, later) = content.split_at(room.min(content.len()));
            self.held.extend_from_slice(now);
            content = later;
            if self.held.len() == PIECE_BYTES {
                self.keep_piece().await?;
            }
        }
        self.stay_alive().await
    }

    /// Keeps what is left; the file counts once the database says so.
    pub(super) async fn finish(mut self, now: Timestamp) -> Result<Ready, ActionError> {
        if !self.held.is_empty() {
            self.keep_piece().await?;
        }
        Ok(Ready {
            object: self.object,
            bytes: self.bytes,
            sha256: self.digest.finalize().into(),
            at: now,
        })
    }

    async fn keep_piece(&mut self) -> Result<(), ActionError> {
        let bytes = Bytes::from(std::mem::take(&mut self.held));
        let kept = self
            .app
            .storage
            .keep_piece(self.file, self.object, self.pieces, bytes);
        kept.await?;
        self.pieces += 1;
        Ok(())
    }

    /// Whoever was overtaken, or makes what nobody wants any more, stops.
    async fn stay_alive(&mut self) -> Result<(), ActionError> {
        let now = self.app.now();
        if now.duration_since(self.alive_at) < SIGN_OF_LIFE {
            return Ok(());
        }
        self.alive_at = now;
        let until = now.saturating_add(LEASE).unwrap_or(Timestamp::MAX);
        let (file, object) = (self.file, self.object);
        let prolong = async move |tx: &Tx| {
            Ok::<_, ActionError>(prepared_files::prolong(tx, file, object, until, now).await?)
        };
        match self.app.db.write(prolong).await? {
            true => Ok(()),
            false => Err(ActionError::Stale),
        }
    }
}
