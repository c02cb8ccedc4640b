//! Words that wake whoever waits: within the process, and between processes on one PostgreSQL.
//! They may be lost and may come twice, so they only say where to look; what is true stands in the tables.

use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};

use tokio::sync::{Notify, broadcast, mpsc};

/// A receiver that is this far behind is told that it has missed some.
const KEPT: usize = 1_024;
/// Words that may wait for the connection to PostgreSQL; further ones reach this process alone.
const WAITING: usize = 256;

/// What there is to hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Signal {
    /// A transaction of this process has committed events; they have no positions yet.
    Recorded,
    /// What somebody told, in this process or another. It holds ids and never a text.
    Word(Arc<str>),
    /// Words of other processes may have been missed.
    Missed,
}

/// The ends that [`crate::Db`] keeps.
pub(crate) struct Signals {
    heard: broadcast::Sender<Signal>,
    outgoing: mpsc::Sender<Arc<str>>,
    listens: AtomicBool,
    begin: Arc<Notify>,
}

/// The ends that a connection to other processes keeps.
pub(crate) struct Wires {
    pub(crate) heard: broadcast::Sender<Signal>,
    pub(crate) outgoing: mpsc::Receiver<Arc<str>>,
    pub(crate) begin: Arc<Notify>,
}

impl Signals {
    pub(crate) fn new() -> (Signals, Wires) {
        let (heard, _) = broadcast::channel(KEPT);
        let (sender, outgoing) = mpsc::channel(WAITING);
        let begin = Arc::new(Notify::new());
        let wires = Wires {
            heard: heard.clone(),
            outgoing,
            begin: Arc::clone(&begin),
        };
        let signals = Signals {
            heard,
            outgoing: sender,
            listens: AtomicBool::new(false),
            begin,
        };
        (signals, wires)
    }

    pub(crate) fn receiver(&self) -> broadcast::Receiver<Signal> {
        self.heard.subscribe()
    }

    pub(crate) fn recorded(&self) {
        self.here(Signal::Recorded);
    }

    pub(crate) fn tell(&self, word: &str) {
        let word: Arc<str> = word.into();
        if self.listens.load(Ordering::Relaxed) {
            // Full: the others look by themselves a little later.
            let _ = self.outgoing.try_send(Arc::clone(&word));
        }
        self.here(Signal::Word(word));
    }

    pub(crate) fn listen(&self) {
        if !self.listens.swap(true, Ordering::Relaxed) {
            self.begin.notify_one();
        }
    }

    /// Nobody may be there to hear it.
    fn here(&self, signal: Signal) {
        let _ = self.heard.send(signal);
    }
}
