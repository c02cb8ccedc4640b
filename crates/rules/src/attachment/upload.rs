//! Uploading a file in pieces.

use jiff::SignedDuration;

/// Largest file, in bytes.
pub const FILE_MAX_BYTES: u64 = 10_000_000;
/// Files of one message at most.
pub const FILES_MAX: usize = 10;
/// All files of one message together, in bytes.
pub const MESSAGE_FILES_MAX_BYTES: u64 = 30_000_000;
/// What one person may have uploaded without having sent it, in bytes: two messages full.
pub const UNBOUND_MAX_BYTES: u64 = 60_000_000;
/// The same, in files.
pub const UNBOUND_MAX_FILES: u64 = 40;
/// How long a file waits for its message.
pub const UNBOUND_LIVE: SignedDuration = SignedDuration::from_hours(24);

/// How far a file has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum AttachmentState {
    /// Its bytes are arriving.
    Uploading,
    /// It has been looked at and kept, and belongs to no message yet.
    Ready,
    /// It belongs to a message.
    Bound,
    /// Its time is over: its bytes are being deleted, and then the record goes.
    Swept,
}

impl AttachmentState {
    pub const ALL: [AttachmentState; 4] = [
        AttachmentState::Uploading,
        AttachmentState::Ready,
        AttachmentState::Bound,
        AttachmentState::Swept,
    ];

    pub fn code(self) -> &'static str {
        match self {
            AttachmentState::Uploading => "uploading",
            AttachmentState::Ready => "ready",
            AttachmentState::Bound => "bound",
            AttachmentState::Swept => "swept",
        }
    }

    pub fn from_code(code: &str) -> Option<AttachmentState> {
        AttachmentState::ALL
            .into_iter()
            .find(|state| state.code() == code)
    }
}

/// Why bytes of a file are not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UploadRefused {
    #[error("the file is empty")]
    Empty,
    #[error("a file has at most {FILE_MAX_BYTES} bytes")]
    TooLarge,
    #[error("too much has been uploaded and not been sent yet")]
    TooMuchUnsent,
    /// What comes next begins elsewhere; the bytes there are may have arrived before.
    #[error("the next bytes begin at {expected}")]
    WrongOffset { expected: u64 },
    #[error("there are more bytes than were announced")]
    MoreThanAnnounced,
    #[error("the upload is complete already")]
    Complete,
}

impl UploadRefused {
    pub fn code(self) -> &'static str {
        match self {
            UploadRefused::Empty => "file_empty",
            UploadRefused::TooLarge => "file_too_large",
            UploadRefused::TooMuchUnsent => "too_much_unsent",
            UploadRefused::WrongOffset { .. } => "wrong_offset",
            UploadRefused::MoreThanAnnounced => "more_than_announced",
            UploadRefused::Complete => "upload_complete",
        }
    }
}

/// Whether a file of this size may be begun beside what its sender has uploaded and not sent.
pub fn may_begin(bytes: u64, unsent_files: u64, unsent_bytes: u64) -> Result<(), UploadRefused> {
    if bytes == 0 {
        return Err(UploadRefused::Empty);
    }
    if bytes > FILE_MAX_BYTES {
        return Err(UploadRefused::TooLarge);
    }
    if unsent_files >= UNBOUND_MAX_FILES || unsent_bytes.saturating_add(bytes) > UNBOUND_MAX_BYTES {
        return Err(UploadRefused::TooMuchUnsent);
    }
    Ok(())
}

/// Whether `bytes` at `offset` continue a file of which `received` of `announced` bytes are there;
/// gives how many are there afterwards.
pub fn may_append(
    state: AttachmentState,
    announced: u64,
    received: u64,
    offset: u64,
    bytes: u64,
) -> Result<u64, UploadRefused> {
    if state != AttachmentState::Uploading {
        return Err(UploadRefused::Complete);
    }
    if offset != received {
        return Err(UploadRefused::WrongOffset { expected: received });
    }
    if bytes == 0 {
        return Err(UploadRefused::Empty);
    }
    match received.checked_add(bytes) {
        Some(total) if total <= announced => Ok(total),
        _ => Err(UploadRefused::MoreThanAnnounced),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_quotas_are_kept() {
        let cases = [
            ((1, 0, 0), Ok(())),
            ((0, 0, 0), Err(UploadRefused::Empty)),
            ((FILE_MAX_BYTES, 0, 0), Ok(())),
            ((FILE_MAX_BYTES + 1, 0, 0), Err(UploadRefused::TooLarge)),
            ((1, 0, UNBOUND_MAX_BYTES - 1), Ok(())),
            (
                (2, 0, UNBOUND_MAX_BYTES - 1),
                Err(UploadRefused::TooMuchUnsent),
            ),
            ((1, UNBOUND_MAX_FILES - 1, 0), Ok(())),
            ((1, UNBOUND_MAX_FILES, 0), Err(UploadRefused::TooMuchUnsent)),
            ((1, 0, u64::MAX), Err(UploadRefused::TooMuchUnsent)),
        ];
        for ((bytes, files, unsent), expected) in cases {
            assert_eq!(
                may_begin(bytes, files, unsent),
                expected,
                "{bytes} {files} {unsent}"
            );
        }
    }

    #[test]
    fn pieces_follow_each_other_without_gap_or_overlap() {
        use AttachmentState::{Ready, Uploading};
        let cases = [
            ((Uploading, 10, 0, 0, 4), Ok(4)),
            ((Uploading, 10, 4, 4, 6), Ok(10)),
            (
                (Uploading, 10, 4, 4, 7),
                Err(UploadRefused::MoreThanAnnounced),
            ),
            (
                (Uploading, 10, 4, 0, 4),
                Err(UploadRefused::WrongOffset { expected: 4 }),
            ),
            (
                (Uploading, 10, 4, 5, 1),
                Err(UploadRefused::WrongOffset { expected: 4 }),
            ),
            ((Uploading, 10, 4, 4, 0), Err(UploadRefused::Empty)),
            (
                (Uploading, 10, 4, 4, u64::MAX),
                Err(UploadRefused::MoreThanAnnounced),
            ),
            ((Ready, 10, 10, 10, 1), Err(UploadRefused::Complete)),
        ];
        for ((state, announced, received, offset, bytes), expected) in cases {
            assert_eq!(
                may_append(state, announced, received, offset, bytes),
                expected
            );
        }
    }
}
