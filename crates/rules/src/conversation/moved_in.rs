//! Conversations moved in from another helpdesk: what of their history is new, and whether they are still open.

use jiff::{SignedDuration, Timestamp};

use super::{AuthorKind, ConversationState};

/// A conversation that its seller had the last word in is over after this time, unless the sender says otherwise.
pub const SETTLED_AFTER: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A message as it is compared with the history that is there already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Past<'a> {
    pub author: AuthorKind,
    pub at: Timestamp,
    /// `None` once it has been erased: it is taken as the same.
    pub text: Option<&'a str>,
}

impl Past<'_> {
    fn is_same(&self, other: &Past<'_>) -> bool {
        let same_text = match (self.text, other.text) {
            (Some(one), Some(other)) => one == other,
            _ => true,
        };
        self.author == other.author && self.at == other.at && same_text
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HistoryRefused {
    #[error("there is no message in it")]
    Empty,
    #[error("message {index} lies in the future")]
    Future { index: usize },
    #[error("message {index} is older than the one before it")]
    OutOfOrder { index: usize },
    #[error("message {index} is not the one that was moved in before")]
    Differs { index: usize },
}

/// Says how many messages of `sent` are known already; the rest is new. Messages are counted from 1 in a refusal.
///
/// What was written here after moving in is behind the known part and no difference,
/// as long as nothing new is sent that would have to go before it.
pub fn known_part(
    known: &[Past<'_>],
    sent: &[Past<'_>],
    now: Timestamp,
) -> Result<usize, HistoryRefused> {
    if sent.is_empty() {
        return Err(HistoryRefused::Empty);
    }
    for (index, message) in sent.iter().enumerate() {
        if message.at > now {
            return Err(HistoryRefused::Future { index: index + 1 });
        }
        if index > 0 && message.at < sent[index - 1].at {
            return Err(HistoryRefused::OutOfOrder { index: index + 1 });
        }
    }
    match known
        .iter()
        .zip(sent)
        .position(|(known, sent)| !known.is_same(sent))
    {
        Some(index) => Err(HistoryRefused::Differs { index: index + 1 }),
        None => Ok(known.len().min(sent.len())),
    }
}

/// Whether a conversation is over when it arrives. `stated` is what the other helpdesk says.
pub fn state_on_arrival(
    stated: Option<ConversationState>,
    last_author: AuthorKind,
    last_at: Timestamp,
    now: Timestamp,
) -> ConversationState {
    let by_seller = matches!(last_author, AuthorKind::Agent);
    match stated {
        Some(state) => state,
        None if by_seller && now.duration_since(last_at) > SETTLED_AFTER => {
            ConversationState::Closed
        }
        None => ConversationState::Open,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 10_000_000;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn past(second: i64, text: &str) -> Past<'_> {
        Past {
            author: AuthorKind::Buyer,
            at: at(second),
            text: Some(text),
        }
    }

    #[test]
    fn only_what_is_new_is_added() {
        let (a, b, c) = (past(1, "a"), past(2, "b"), past(3, "c"));
        let known = |known: &[Past<'_>], sent: &[Past<'_>]| known_part(known, sent, at(NOW));
        assert_eq!(known(&[], &[a, b]), Ok(0));
        assert_eq!(known(&[a, b], &[a, b, c]), Ok(2));
        assert_eq!(known(&[a, b], &[a, b]), Ok(2));
        assert_eq!(
            known(&[a, b, c], &[a, b]),
            Ok(2),
            "the third was written here"
        );
        assert_eq!(
            known(&[a, c], &[a, b]),
            Err(HistoryRefused::Differs { index: 2 })
        );
        assert_eq!(
            known(&[Past { text: None, ..a }], &[a, b]),
            Ok(1),
            "erased here"
        );
        let by_agent = Past {
            author: AuthorKind::Agent,
            ..a
        };
        assert_eq!(
            known(&[by_agent], &[a]),
            Err(HistoryRefused::Differs { index: 1 })
        );
    }

    #[test]
    fn a_history_has_messages_in_the_order_of_time() {
        let known = |sent: &[Past<'_>]| known_part(&[], sent, at(NOW));
        assert_eq!(known(&[]), Err(HistoryRefused::Empty));
        assert_eq!(
            known(&[past(2, "a"), past(1, "b")]),
            Err(HistoryRefused::OutOfOrder { index: 2 })
        );
        assert_eq!(known(&[past(2, "a"), past(2, "b")]), Ok(0));
        assert_eq!(
            known(&[past(NOW + 1, "a")]),
            Err(HistoryRefused::Future { index: 1 })
        );
    }

    #[test]
    fn an_old_last_word_of_the_seller_closes() {
        use ConversationState::{Closed, Open};
        let state = |stated, author, age_days: i64| {
            state_on_arrival(stated, author, at(NOW - age_days * 86_400), at(NOW))
        };
        assert_eq!(state(None, AuthorKind::Agent, 31), Closed);
        assert_eq!(state(None, AuthorKind::Agent, 30), Open);
        assert_eq!(state(None, AuthorKind::Buyer, 31), Open);
        assert_eq!(state(None, AuthorKind::Automation, 31), Open);
        assert_eq!(state(Some(Open), AuthorKind::Agent, 31), Open);
        assert_eq!(state(Some(Closed), AuthorKind::Buyer, 1), Closed);
    }
}
