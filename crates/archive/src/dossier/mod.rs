//! Dossiers: a conversation in one file, with everything by which it is verified without Dopis.

mod account;
mod check;
mod instant;
mod manifest;
mod matches;
mod path;
mod report;
mod stamped;
mod zip;

pub use check::check;
pub use instant::utc;
pub use manifest::{FORMAT, ManifestError, digest, manifest};
pub use path::{
    ACCOUNT, ATTACHMENTS, CHECKPOINT, GROWTH, MANIFEST, PRINT, STAMPED, TOKEN, entry_path, is_path,
    proof_path,
};
pub use report::{About, Line, Report, Verdict};
pub use zip::{PackError, Packed, Packing, ZipError, unpack};
