//! One closure from its queue to its answer: a connection, as many runs as it needs, and a clean connection after it.

use std::{rc::Rc, time::Duration};

use deadpool_postgres::{Object, Pool, PoolError};
use tokio::{
    sync::OwnedSemaphorePermit,
    time::{sleep, timeout},
};

use super::{
    attempt::{Attempt, Connection, attempt},
    classify::Remedy,
};
use crate::{DbError, Limits, request::Work};

/// A closure, and the place it takes in the queue until it has a connection.
pub(crate) struct Waiting {
    pub(crate) work: Box<dyn Work>,
    pub(crate) place: OwnedSemaphorePermit,
}

const ATTEMPTS: u32 = 8;
/// Doubles with each further attempt, up to the longest.
const FIRST_PAUSE_MS: u64 = 5;
const LONGEST_PAUSE_MS: u64 = 160;
const ROLLBACK_MS: u64 = 2_000;

pub(crate) async fn run(pool: Pool, waiting: Waiting, limits: Rc<Limits>) {
    let Waiting { mut work, place } = waiting;
    let mut client = match connection(&pool).await {
        Ok(client) => client,
        Err(error) => return work.answer(Err(error)),
    };
    drop(place);
    if !work.start() {
        return;
    }
    for number in 1.. {
        let Attempt {
            fate,
            remedy,
            connection: state,
        } = attempt(&client, work.as_mut(), &limits).await;
        let attempts = match remedy {
            Remedy::None => number,
            Remedy::Once => 2,
            Remedy::Again | Remedy::Reconnect => ATTEMPTS,
        };
        if number >= attempts || !work.is_awaited() {
            work.answer(fate);
            drop(tidied(client, state).await);
            return;
        }
        tracing::debug!(location = %work.location(), ?remedy, number, "a closure is run again");
        let tidy = tidied(client, state).await;
        let pause_ms = LONGEST_PAUSE_MS.min(FIRST_PAUSE_MS << (number - 1));
        sleep(Duration::from_millis(pause_ms)).await;
        client = match tidy {
            Some(client) => client,
            None => match connection(&pool).await {
                Ok(client) => client,
                Err(error) => return work.answer(Err(error)),
            },
        };
    }
}

async fn connection(pool: &Pool) -> Result<Rc<Object>, DbError> {
    pool.get().await.map(Rc::new).map_err(|error| {
        let doing = match error {
            PoolError::Timeout(_) => "no connection became free in time",
            PoolError::Closed => "it is closed",
            _ => "connecting",
        };
        DbError::unavailable(doing, error)
    })
}

/// The connection without its transaction; dropped, it goes back to the pool. One in doubt is discarded.
async fn tidied(client: Rc<Object>, state: Connection) -> Option<Rc<Object>> {
    let is_clean = match state {
        Connection::Clean => true,
        Connection::Unknown => false,
        Connection::InTransaction => {
            let rollback = timeout(
                Duration::from_millis(ROLLBACK_MS),
                client.batch_execute("ROLLBACK"),
            );
            matches!(rollback.await, Ok(Ok(())))
        }
    };
    if is_clean {
        return Some(client);
    }
    // Nobody else holds it: the transaction that shared it is over.
    if let Ok(client) = Rc::try_unwrap(client) {
        drop(Object::take(client));
    }
    None
}
