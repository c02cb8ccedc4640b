//! Changes that nobody may make, as somebody with the database in the hand would make them.

use crate::{Db, DbError, Tx, params};

/// What is changed behind the back of the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tampering {
    /// What the first message says.
    Text,
    /// The text of the note is deleted.
    TextOfNote,
    /// Who sent the second message, in its event.
    Actor,
    /// When the deadline was answered, in its event.
    Instant,
    /// What the event of the seller's creation says.
    Body,
    /// The event of the order's creation is deleted.
    Event,
    /// The third message is deleted.
    Message,
    /// A fourth message is put in that nobody sent.
    Forged,
}

impl Tampering {
    pub const ALL: [Tampering; 8] = [
        Tampering::Text,
        Tampering::TextOfNote,
        Tampering::Actor,
        Tampering::Instant,
        Tampering::Body,
        Tampering::Event,
        Tampering::Message,
        Tampering::Forged,
    ];

    fn sql(self) -> &'static str {
        match self {
            Tampering::Text => {
                "UPDATE contents SET text = 'Vse je v redu.' WHERE content_id IN \
                 (SELECT message_id FROM messages WHERE sequence = 1)"
            }
            Tampering::TextOfNote => {
                "DELETE FROM contents WHERE content_id IN (SELECT note_id FROM notes)"
            }
            Tampering::Actor => {
                "UPDATE events SET actor_id = 'bor' WHERE kind = 'message.sent' AND actor_kind = 'agent'"
            }
            Tampering::Instant => "UPDATE events SET at = at + 1 WHERE kind = 'deadline.answered'",
            Tampering::Body => {
                "UPDATE events SET body = '{}' WHERE kind = 'seller.created' AND seller_id = 'nova'"
            }
            Tampering::Event => {
                "DELETE FROM events WHERE kind = 'order.created' AND seller_id = 'nova'"
            }
            Tampering::Message => "DELETE FROM messages WHERE sequence = 3",
            Tampering::Forged => {
                "INSERT INTO messages SELECT seller_id, conversation_id, 4, conversation_id, author_kind, author_id, \
                 sent_at FROM messages WHERE sequence = 1"
            }
        }
    }
}

/// Makes the change.
///
/// # Panics
/// When it is not of exactly one row.
pub async fn tamper(db: &Db, tampering: Tampering) {
    let changed = db
        .write(async move |tx: &Tx| -> Result<u64, DbError> {
            tx.execute(tampering.sql(), params![]).await
        })
        .await;
    assert_eq!(changed.expect("tampering"), 1, "{tampering:?}");
}

/// Moves the instant of the first event.
///
/// # Panics
/// When there is none.
pub async fn move_one_event(db: &Db) {
    let moved = db
        .write(async |tx: &Tx| -> Result<u64, DbError> {
            tx.execute(
                "UPDATE events SET at = at + 1 WHERE position = 0",
                params![],
            )
            .await
        })
        .await;
    assert_eq!(moved.expect("moving an event"), 1);
}
