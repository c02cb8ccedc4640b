//! Where this node hands what it has read to its open connections. It reads nothing itself.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use jiff::Timestamp;
use rules::access::Viewer;
use rules::ids::ConversationId;
use store::events::Placed;
use tokio::sync::mpsc;

use super::change::{Change, Message};
use super::connections::{Connection, Connections};
use super::presence::{Beat, Presences, Present};
use super::validity::Proof;
use super::{Audience, word};

/// Messages that a connection may be behind before it is cut off.
const BEHIND: usize = 256;

/// The connections of this node and how far it has read.
#[derive(Debug, Default)]
pub struct Hub(Mutex<State>);

#[derive(Debug, Default)]
struct State {
    /// The newest position that was handed on; `None` before the first look.
    position: Option<i64>,
    connections: Connections,
    presences: Presences,
    next_id: u64,
    closed: bool,
}

/// Who wants to follow what.
#[derive(Debug)]
pub struct Joining {
    pub viewer: Viewer,
    pub audience: Audience,
    pub proof: Proof,
    /// Connections that one viewer may have at once.
    pub at_most: usize,
}

/// The receiving end of a connection; what came up to `position` is not in it.
#[derive(Debug)]
pub struct Joined {
    pub position: i64,
    pub(super) receiver: mpsc::Receiver<Message>,
    pub(super) seat: Seat,
}

/// A place among the connections, given back when it is dropped.
#[derive(Debug)]
pub(super) struct Seat {
    hub: Arc<Hub>,
    audience: Audience,
    id: u64,
}

impl Hub {
    /// How far this node has told; a page that is made now shows at least all of that.
    pub fn position(&self) -> Option<i64> {
        self.state().position
    }

    /// Says how far everything is before the first event is handed on.
    pub fn begin(&self, position: i64) {
        self.state().position.get_or_insert(position);
    }

    /// Joins; `None` where the viewer has too many connections, or the node is ending.
    pub fn join(self: &Arc<Hub>, joining: Joining) -> Option<Joined> {
        let (sender, receiver) = mpsc::channel(BEHIND);
        let mut state = self.state();
        let of_viewer = state
            .connections
            .of_viewer(&joining.audience, &joining.viewer);
        if state.closed || of_viewer >= joining.at_most {
            return None;
        }
        state.next_id += 1;
        let id = state.next_id;
        let connection = Connection {
            id,
            viewer: joining.viewer,
            proof: joining.proof,
            sender,
        };
        state.connections.insert(&joining.audience, connection);
        Some(Joined {
            // Under the same lock as what is handed on: nothing falls between, nothing comes twice.
            position: state.position.unwrap_or(-1),
            receiver,
            seat: Seat {
                hub: Arc::clone(self),
                audience: joining.audience,
                id,
            },
        })
    }

    /// Hands on a batch in the order of its positions.
    pub fn hand_on(&self, events: &[Placed]) {
        let mut state = self.state();
        for event in events {
            if state
                .position
                .is_some_and(|position| event.position <= position)
            {
                continue;
            }
            state.position = Some(event.position);
            let message = Message::Change(Arc::new(Change::of(event)));
            state.connections.send(event, &message);
        }
    }

    /// Leaves out what nobody waits for; says no if somebody has come meanwhile.
    pub fn skip_to(&self, position: i64) -> bool {
        let mut state = self.state();
        let nobody = state.connections.is_empty();
        if nobody && state.position.is_none_or(|before| before < position) {
            state.position = Some(position);
        }
        nobody
    }

    pub fn is_empty(&self) -> bool {
        self.state().connections.is_empty()
    }

    /// How many are open.
    pub fn count(&self) -> usize {
        self.state().connections.all().count()
    }

    /// Ends all connections and takes no further one.
    pub fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        state.connections = Connections::default();
    }

    /// Notes that somebody is there; true if others should be told.
    pub fn note(&self, beat: &Beat, now: Timestamp) -> bool {
        let mut state = self.state();
        let news = state.presences.note(beat, now);
        if news {
            let message = Message::Presence(beat.conversation);
            state.connections.send_behind(&beat.seller, &message);
        }
        news
    }

    /// Who is there now, by conversation.
    pub fn present(&self, conversation: ConversationId, now: Timestamp) -> Vec<Present> {
        self.state().presences.of(conversation, now)
    }

    /// Everybody who is at a conversation of a seller.
    pub fn present_at(
        &self,
        seller: &rules::ids::SellerId,
        now: Timestamp,
    ) -> Vec<(ConversationId, Present)> {
        self.state().presences.of_seller(seller, now)
    }

    /// Forgets those of whom nothing was heard any more.
    pub(super) fn forget_absent(&self, now: Timestamp) {
        let mut state = self.state();
        for (seller, conversation) in state.presences.forget_absent(now) {
            let message = Message::Presence(conversation);
            state.connections.send_behind(&seller, &message);
        }
    }

    /// What another task or node has told about somebody's presence.
    pub(super) fn hear(&self, word: &str, now: Timestamp) {
        if let Some(beat) = word::read(word) {
            self.note(&beat, now);
        }
    }

    /// Every connection's viewer and what it came with.
    pub(super) fn proofs(&self) -> Vec<(u64, Viewer, Proof)> {
        let state = self.state();
        let all = state.connections.all();
        all.map(|connection| (connection.id, connection.viewer.clone(), connection.proof))
            .collect()
    }

    /// Ends these connections.
    pub(super) fn cut_off(&self, ids: &[u64]) {
        self.state()
            .connections
            .retain(|connection| !ids.contains(&connection.id));
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Seat {
    fn drop(&mut self) {
        self.hub.state().connections.remove(&self.audience, self.id);
    }
}
