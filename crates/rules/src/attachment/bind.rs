//! Binding uploaded files to the message that they go with.

use std::collections::BTreeSet;

use super::{AttachmentState, FILES_MAX, MESSAGE_FILES_MAX_BYTES};
use crate::ids::{AttachmentId, ConversationId};

/// A file that is to go with a message; only those that its sender has uploaded become candidates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub id: AttachmentId,
    pub state: AttachmentState,
    pub bytes: u64,
    /// Where it was uploaded to; `None` for a conversation that was still to be opened.
    pub conversation: Option<ConversationId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AttachRefused {
    #[error("a message has at most {FILES_MAX} files")]
    TooMany,
    #[error("the files of a message have at most {MESSAGE_FILES_MAX_BYTES} bytes together")]
    TooLargeTogether,
    #[error("a file is named twice")]
    Twice,
    /// It is not there, or is another's, or belongs elsewhere: which of these is nobody's business.
    #[error("there is no such file to send here")]
    Unknown { attachment: AttachmentId },
    #[error("the file has not been uploaded completely")]
    NotReady { attachment: AttachmentId },
    #[error("the file was sent with another message")]
    Sent { attachment: AttachmentId },
}

impl AttachRefused {
    pub fn code(self) -> &'static str {
        match self {
            AttachRefused::TooMany => "too_many_files",
            AttachRefused::TooLargeTogether => "files_too_large_together",
            AttachRefused::Twice => "attachment_twice",
            AttachRefused::Unknown { .. } => "attachment_unknown",
            AttachRefused::NotReady { .. } => "attachment_not_ready",
            AttachRefused::Sent { .. } => "attachment_sent",
        }
    }
}

/// Whether these files may go with one message into the conversation; `found` holds what there is of `wanted`.
pub fn may_bind(
    wanted: &[AttachmentId],
    found: &[Candidate],
    conversation: ConversationId,
) -> Result<(), AttachRefused> {
    if wanted.len() > FILES_MAX {
        return Err(AttachRefused::TooMany);
    }
    if wanted.iter().collect::<BTreeSet<_>>().len() != wanted.len() {
        return Err(AttachRefused::Twice);
    }
    let mut together: u64 = 0;
    for &attachment in wanted {
        let unknown = AttachRefused::Unknown { attachment };
        let file = found.iter().find(|file| file.id == attachment);
        let file = file.ok_or(unknown)?;
        if file.conversation.is_some_and(|its| its != conversation) {
            return Err(unknown);
        }
        match file.state {
            AttachmentState::Ready => {}
            AttachmentState::Uploading => return Err(AttachRefused::NotReady { attachment }),
            AttachmentState::Bound => return Err(AttachRefused::Sent { attachment }),
            AttachmentState::Swept => return Err(unknown),
        }
        together = together.saturating_add(file.bytes);
    }
    match together > MESSAGE_FILES_MAX_BYTES {
        true => Err(AttachRefused::TooLargeTogether),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn file(number: u128) -> Candidate {
        Candidate {
            id: AttachmentId(Uuid::from_u128(number)),
            state: AttachmentState::Ready,
            bytes: 1,
            conversation: Some(ConversationId(Uuid::nil())),
        }
    }

    fn check(found: &[Candidate]) -> Result<(), AttachRefused> {
        let wanted: Vec<AttachmentId> = found.iter().map(|file| file.id).collect();
        may_bind(&wanted, found, ConversationId(Uuid::nil()))
    }

    #[test]
    fn ten_files_and_thirty_megabytes_are_the_end() {
        let files = |count: u128, bytes: u64| -> Vec<Candidate> {
            (0..count)
                .map(|number| Candidate {
                    bytes,
                    ..file(number)
                })
                .collect()
        };
        assert_eq!(check(&[]), Ok(()));
        assert_eq!(check(&files(10, 3_000_000)), Ok(()));
        assert_eq!(check(&files(11, 1)), Err(AttachRefused::TooMany));
        assert_eq!(
            check(&files(10, 3_000_001)),
            Err(AttachRefused::TooLargeTogether)
        );
    }

    #[test]
    fn only_ready_files_of_this_conversation_go_with_a_message() {
        let attachment = file(1).id;
        let other = ConversationId(Uuid::from_u128(9));
        let cases = [
            (file(1), Ok(())),
            (
                Candidate {
                    conversation: None,
                    ..file(1)
                },
                Ok(()),
            ),
            (
                Candidate {
                    conversation: Some(other),
                    ..file(1)
                },
                Err(AttachRefused::Unknown { attachment }),
            ),
            (
                Candidate {
                    state: AttachmentState::Uploading,
                    ..file(1)
                },
                Err(AttachRefused::NotReady { attachment }),
            ),
            (
                Candidate {
                    state: AttachmentState::Bound,
                    ..file(1)
                },
                Err(AttachRefused::Sent { attachment }),
            ),
            (
                Candidate {
                    state: AttachmentState::Swept,
                    ..file(1)
                },
                Err(AttachRefused::Unknown { attachment }),
            ),
        ];
        for (file, expected) in cases {
            assert_eq!(check(std::slice::from_ref(&file)), expected, "{file:?}");
        }
        let here = ConversationId(Uuid::nil());
        assert_eq!(
            may_bind(&[attachment], &[], here),
            Err(AttachRefused::Unknown { attachment })
        );
        assert_eq!(
            may_bind(&[attachment, attachment], &[file(1)], here),
            Err(AttachRefused::Twice)
        );
    }
}
