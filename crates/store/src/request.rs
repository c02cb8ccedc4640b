//! A closure on its way to the database, and the caller that waits for its answer.
//!
//! Starting and giving up exclude each other: a caller that gave up in time knows that its closure never runs.

use std::{
    panic::Location,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU8, Ordering},
    },
    time::Duration,
};

use tokio::{sync::oneshot, time::timeout};

use crate::{DbError, Limits, Tx};

/// Whether a closure may change anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Read,
    Write,
}

/// A closure of any type. The drivers know no more of it.
pub(crate) trait Work: Send {
    /// Claims the closure for running; false where its caller has gone or given up.
    fn start(&self) -> bool;
    /// Whether somebody still waits.
    fn is_awaited(&self) -> bool;
    /// Runs the closure, keeps what it returned, and says whether that was `Ok`.
    fn run<'a>(&'a mut self, tx: &'a Tx) -> Pin<Box<dyn Future<Output = bool> + 'a>>;
    /// Answers the caller: what the closure returned, unless the work did not get into the database.
    fn answer(self: Box<Self>, fate: Result<(), DbError>);
    fn location(&self) -> &'static Location<'static>;
    fn mode(&self) -> Mode;
}

struct Request<F, T, E> {
    closure: F,
    returned: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
    ticket: Arc<Ticket>,
    location: &'static Location<'static>,
    mode: Mode,
}

/// What the caller keeps.
pub(crate) struct Awaited<T, E> {
    answer: oneshot::Receiver<Result<T, E>>,
    ticket: Arc<Ticket>,
    mode: Mode,
}

#[derive(Default)]
struct Ticket(AtomicU8);

const WAITING: u8 = 0;
const STARTED: u8 = 1;
const WITHDRAWN: u8 = 2;

pub(crate) fn request<F, T, E>(
    closure: F,
    mode: Mode,
    location: &'static Location<'static>,
) -> (Box<dyn Work>, Awaited<T, E>)
where
    F: AsyncFn(&Tx) -> Result<T, E> + Send + 'static,
    T: Send + 'static,
    E: From<DbError> + Send + 'static,
{
    let (reply, answer) = oneshot::channel();
    let ticket = Arc::new(Ticket::default());
    let awaited = Awaited {
        answer,
        ticket: Arc::clone(&ticket),
        mode,
    };
    (
        Box::new(Request {
            closure,
            returned: None,
            reply,
            ticket,
            location,
            mode,
        }),
        awaited,
    )
}

impl<F, T, E> Work for Request<F, T, E>
where
    F: AsyncFn(&Tx) -> Result<T, E> + Send,
    T: Send,
    E: From<DbError> + Send,
{
    fn start(&self) -> bool {
        self.is_awaited() && self.ticket.turn(STARTED)
    }

    fn is_awaited(&self) -> bool {
        !self.reply.is_closed()
    }

    fn run<'a>(&'a mut self, tx: &'a Tx) -> Pin<Box<dyn Future<Output = bool> + 'a>> {
        self.returned = None;
        Box::pin(async move {
            let returned = (self.closure)(tx).await;
            let is_ok = returned.is_ok();
            self.returned = Some(returned);
            is_ok
        })
    }

    fn answer(self: Box<Self>, fate: Result<(), DbError>) {
        let answer = match (self.returned, fate) {
            (Some(returned @ Ok(_)), Ok(())) => returned,
            (Some(Err(own)), _) => Err(own),
            (_, Err(error)) => Err(error.into()),
            (None, Ok(())) => Err(DbError::Poisoned.into()),
        };
        // A caller that has gone needs no answer.
        drop(self.reply.send(answer));
    }

    fn location(&self) -> &'static Location<'static> {
        self.location
    }

    fn mode(&self) -> Mode {
        self.mode
    }
}

impl<T, E: From<DbError>> Awaited<T, E> {
    /// Waits `wait_ms` for the closure to start and, if it has, `answer_ms` more for its true result.
    pub(crate) async fn answer(mut self, limits: &Limits) -> Result<T, E> {
        let wait = Duration::from_millis(limits.wait_ms);
        match timeout(wait, &mut self.answer).await {
            Ok(Ok(answer)) => return answer,
            Ok(Err(_)) => return Err(self.lost("the database was closed").into()),
            Err(_) if self.ticket.turn(WITHDRAWN) => return Err(DbError::TimedOut.into()),
            Err(_) => {}
        }
        let more = Duration::from_millis(limits.answer_ms);
        match timeout(more, &mut self.answer).await {
            Ok(Ok(answer)) => answer,
            Ok(Err(_)) => Err(self.lost("the database was closed").into()),
            Err(_) => Err(self.lost("the transaction took too long").into()),
        }
    }

    /// Without an answer, only a closure that never started has certainly changed nothing.
    fn lost(&self, doing: &'static str) -> DbError {
        if self.mode == Mode::Write && self.ticket.0.load(Ordering::Acquire) == STARTED {
            DbError::OutcomeUnknown {
                doing,
                source: None,
            }
        } else {
            DbError::Unavailable {
                doing,
                source: None,
            }
        }
    }
}

impl Ticket {
    /// Leaves `WAITING`; false where the other side was first.
    fn turn(&self, to: u8) -> bool {
        self.0
            .compare_exchange(WAITING, to, Ordering::AcqRel, Ordering::Acquire)
            .is_ok()
    }
}
