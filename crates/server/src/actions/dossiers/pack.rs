//! The file itself: what is told, the entries with their proofs, the files of messages, and the signed manifest.

use std::collections::BTreeMap;
use std::io;

use archive::dossier::{
    ACCOUNT, ATTACHMENTS, CHECKPOINT, GROWTH, MANIFEST, PRINT, Packed, Packing, STAMPED, TOKEN,
    digest, entry_path, is_path, proof_path,
};
use archive::proof::TlogProof;
use archive::tile::{Tile, Tiles, prove_consistency, prove_inclusion, read_entry};
use archive::witness::AddCheckpoint;
use bytes::Bytes;
use rules::ids::AttachmentId;
use store::archive_attestations::Token;

use super::account::account;
use super::gather::Gathered;
use super::make::failed;
use crate::app::App;
use crate::archiving::{Archive, Folder};
use crate::error::ActionError;

/// Files of messages that a dossier holds together; of further ones it has names and digests.
const FILES_BYTES_MAX: u64 = 128 * 1024 * 1024;

/// Files of messages with the paths that they have in the dossier.
pub(super) type Attached = BTreeMap<AttachmentId, (String, Bytes)>;

/// The bytes of the files that went with the messages and that the reader may open, the first ones first.
pub(super) async fn attached(app: &App, gathered: &Gathered) -> Result<Attached, ActionError> {
    let (mut files, mut together) = (Attached::new(), 0);
    let thread = &gathered.thread;
    let of_messages = thread.messages.iter();
    for file in of_messages.flat_map(|message| thread.attachments_of(message.id)) {
        let Some(kept) = file.kept.as_ref().filter(|_| file.may_open) else {
            continue;
        };
        together += kept.bytes;
        if together > FILES_BYTES_MAX {
            break;
        }
        // A file that was erased has no bytes any more.
        if let Some(bytes) = app.storage.find(file.id).await? {
            let named = format!("{ATTACHMENTS}{}.{}", file.id, kept.kind);
            let path = match is_path(&named) {
                true => named,
                false => format!("{ATTACHMENTS}{}", file.id),
            };
            files.insert(file.id, (path, bytes));
        }
    }
    Ok(files)
}

pub(super) fn pack(
    archive: &Archive,
    gathered: &Gathered,
    attached: &Attached,
    drawn: Vec<u8>,
) -> Result<Vec<u8>, ActionError> {
    let paths = attached.iter().map(|(id, (path, _))| (*id, path.clone()));
    let told = account(gathered, &paths.collect())?;
    let head = gathered.head.as_ref();
    let head = head.ok_or_else(|| failed("nothing is sealed"))?;
    let checkpoint = &head.checkpoint;
    let mut files: BTreeMap<String, Bytes> = BTreeMap::from([
        (ACCOUNT.to_owned(), told.into()),
        (CHECKPOINT.to_owned(), checkpoint.clone().into()),
        (PRINT.to_owned(), drawn.into()),
    ]);
    let mut tiles = Remembered::new(archive.folder().clone());
    let size = u64::try_from(head.size).unwrap_or_default();
    for index in gathered.events.iter().filter_map(|told| told.index) {
        let entry = read_entry(&mut tiles, index, size).map_err(failed)?;
        let proof = TlogProof {
            extra: None,
            index,
            path: prove_inclusion(&mut tiles, index, size).map_err(failed)?,
            checkpoint: checkpoint.clone(),
        };
        files.insert(entry_path(index), entry.into());
        files.insert(proof_path(index), proof.to_string().into());
    }
    if let Some(stamp) = &gathered.stamp {
        files.extend(stamped(&mut tiles, stamp, (size, checkpoint))?);
    }
    files.extend(attached.values().cloned());
    let listed = files
        .iter()
        .map(|(path, bytes)| (path.as_str(), bytes.len() as u64, digest(bytes)));
    let keys = archive.keys().map_err(failed)?;
    let manifest = keys
        .manifest(listed)
        .ok_or_else(|| failed("no manifest can be written"))?;
    let (mut packing, mut zip) = (Packing::default(), Vec::new());
    for (path, bytes) in files
        .into_iter()
        .chain([(MANIFEST.to_owned(), manifest.into())])
    {
        zip.extend(packing.begin(&path, Packed::of(&bytes)).map_err(failed)?);
        zip.extend(bytes);
    }
    zip.extend(packing.end().map_err(failed)?);
    Ok(zip)
}

/// The timestamp with the checkpoint that it is of, and how the log grew from there to this one.
fn stamped(
    tiles: &mut Remembered,
    stamp: &Token,
    (size, checkpoint): (u64, &str),
) -> Result<[(String, Bytes); 3], ActionError> {
    let old = u64::try_from(stamp.of.size).unwrap_or_default();
    let growth = AddCheckpoint {
        old,
        path: prove_consistency(tiles, old, size).map_err(failed)?,
        checkpoint: checkpoint.to_owned(),
    };
    Ok([
        (GROWTH.to_owned(), growth.to_string().into()),
        (STAMPED.to_owned(), stamp.of.checkpoint.clone().into()),
        (TOKEN.to_owned(), stamp.token.clone().into()),
    ])
}

/// Tiles that were read once; proofs of neighbours need the same ones.
struct Remembered {
    folder: Folder,
    read: BTreeMap<String, Option<Vec<u8>>>,
}

impl Remembered {
    fn new(folder: Folder) -> Remembered {
        Remembered {
            folder,
            read: BTreeMap::new(),
        }
    }
}

impl Tiles for Remembered {
    type Error = io::Error;

    fn read(&mut self, tile: &Tile) -> io::Result<Option<Vec<u8>>> {
        let name = tile.to_string();
        if let Some(read) = self.read.get(&name) {
            return Ok(read.clone());
        }
        let read = self.folder.read(tile)?;
        self.read.insert(name, read.clone());
        Ok(read)
    }
}
