//! The body of one connection: what it had missed, then what happens. It ends when it is cut off.

use std::collections::VecDeque;
use std::pin::Pin;
use std::task::{Context, Poll};

use rules::ids::ConversationId;
use tokio::sync::mpsc::Receiver;
use tokio_stream::Stream;

use super::change::{Change, Message};
use super::hub::{Joined, Seat};
use store::events::Placed;

/// Messages to one page, in order and each once.
#[derive(Debug)]
pub struct Following {
    missed: VecDeque<Message>,
    receiver: Receiver<Message>,
    /// Everything up to here was told.
    told: i64,
    only: Option<ConversationId>,
    _seat: Seat,
}

impl Following {
    /// Goes on after `after`. `missed` is what came up to the position at which it joined, or `None` for too much.
    pub fn new(
        joined: Joined,
        after: i64,
        missed: Option<&[Placed]>,
        only: Option<ConversationId>,
    ) -> Following {
        let told = after.max(joined.position);
        let mut messages: VecDeque<Message> = match missed {
            Some(events) => {
                let missed = events.iter().filter(|event| event.position <= told);
                missed
                    .map(|event| Message::Change(Change::of(event).into()))
                    .collect()
            }
            None => VecDeque::from([Message::Reload(joined.position)]),
        };
        // After a reload it goes on from where this node is, whatever was asked for.
        let told = if missed.is_none() {
            joined.position
        } else {
            told
        };
        messages.push_back(Message::Ready(told));
        Following {
            missed: messages,
            receiver: joined.receiver,
            told,
            only,
            _seat: joined.seat,
        }
    }

    fn wants(&self, message: &Message) -> bool {
        match (self.only, message.conversation()) {
            (Some(only), about) => {
                about == Some(only) || matches!(message, Message::Reload(_) | Message::Ready(_))
            }
            (None, _) => true,
        }
    }

    fn is_new(&mut self, message: &Message) -> bool {
        match message {
            Message::Change(change) if change.position <= self.told => false,
            Message::Change(change) => {
                self.told = change.position;
                true
            }
            _ => true,
        }
    }
}

impl Stream for Following {
    type Item = Message;

    fn poll_next(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Message>> {
        let this = self.get_mut();
        while let Some(message) = this.missed.pop_front() {
            if this.wants(&message) {
                return Poll::Ready(Some(message));
            }
        }
        // Its memory is not kept for as long as the connection is idle.
        this.missed = VecDeque::new();
        loop {
            match this.receiver.poll_recv(context) {
                Poll::Ready(Some(message)) => {
                    if this.is_new(&message) && this.wants(&message) {
                        return Poll::Ready(Some(message));
                    }
                }
                Poll::Ready(None) => return Poll::Ready(None),
                Poll::Pending => return Poll::Pending,
            }
        }
    }
}
