//! The open connections of this node, found by whom a change concerns.

use std::collections::HashMap;

use rules::access::Viewer;
use rules::ids::{BuyerId, SellerId};
use store::events::Placed;
use tokio::sync::mpsc::Sender;

use super::Audience;
use super::change::Message;
use super::validity::Proof;

/// One open connection. Dropping its sender ends it.
#[derive(Debug)]
pub(super) struct Connection {
    pub(super) id: u64,
    pub(super) viewer: Viewer,
    pub(super) proof: Proof,
    pub(super) sender: Sender<Message>,
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Connections {
    sellers: HashMap<SellerId, Vec<Connection>>,
    buyers: HashMap<BuyerId, Vec<Connection>>,
    everything: Vec<Connection>,
}

impl Connections {
    pub(super) fn insert(&mut self, audience: &Audience, connection: Connection) {
        match audience {
            Audience::Everything => self.everything.push(connection),
            Audience::Seller(id) => self.sellers.entry(id.clone()).or_default().push(connection),
            Audience::Buyer(id) => self.buyers.entry(id.clone()).or_default().push(connection),
        }
    }

    pub(super) fn remove(&mut self, audience: &Audience, id: u64) {
        let others = |of: &mut Vec<Connection>| {
            of.retain(|connection| connection.id != id);
            of.is_empty()
        };
        match audience {
            Audience::Everything => {
                others(&mut self.everything);
            }
            Audience::Seller(seller) => {
                if self.sellers.get_mut(seller).is_some_and(others) {
                    self.sellers.remove(seller);
                }
            }
            Audience::Buyer(buyer) => {
                if self.buyers.get_mut(buyer).is_some_and(others) {
                    self.buyers.remove(buyer);
                }
            }
        }
    }

    pub(super) fn of_viewer(&self, audience: &Audience, viewer: &Viewer) -> usize {
        let of = match audience {
            Audience::Everything => Some(&self.everything),
            Audience::Seller(seller) => self.sellers.get(seller),
            Audience::Buyer(buyer) => self.buyers.get(buyer),
        };
        let own = |connection: &&Connection| connection.viewer == *viewer;
        of.map_or(0, |of| of.iter().filter(own).count())
    }

    /// Sends what an event has brought to everybody who may hear of it.
    pub(super) fn send(&mut self, event: &Placed, message: &Message) {
        tell(&mut self.everything, message);
        if let Some(of) = event
            .seller
            .as_ref()
            .and_then(|id| self.sellers.get_mut(id))
        {
            tell(of, message);
        }
        if let Some(of) = event.buyer.as_ref().and_then(|id| self.buyers.get_mut(id)) {
            tell(of, message);
        }
    }

    /// The same for what the buyer's side must not hear.
    pub(super) fn send_behind(&mut self, seller: &SellerId, message: &Message) {
        tell(&mut self.everything, message);
        if let Some(of) = self.sellers.get_mut(seller) {
            tell(of, message);
        }
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Connection> {
        let sellers = self.sellers.values().flatten();
        sellers
            .chain(self.buyers.values().flatten())
            .chain(&self.everything)
    }

    /// Ends those that are not to be kept.
    pub(super) fn retain(&mut self, keep: impl Fn(&Connection) -> bool) {
        for of in self.sellers.values_mut().chain(self.buyers.values_mut()) {
            of.retain(&keep);
        }
        self.everything.retain(&keep);
        self.sellers.retain(|_, of| !of.is_empty());
        self.buyers.retain(|_, of| !of.is_empty());
    }

    pub(super) fn is_empty(&self) -> bool {
        self.all().next().is_none()
    }
}

/// One that does not keep up is cut off: it comes back and goes on from where it was.
fn tell(connections: &mut Vec<Connection>, message: &Message) {
    connections.retain(|connection| connection.sender.try_send(message.clone()).is_ok());
}
