//! People at work on one process while what it stands on fails, and what the process says of itself meanwhile.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use store::testing::TestDatabase;
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use super::attempt::Attempt;
use super::connection::{Connection, request};
use super::kills::settle;
use super::people::People;
use super::process::Process;
use super::soundness;
use super::writer::{ANSWER_MAX, Table, Writer};

const WRITERS: usize = 8;
/// Long enough for the slowest machine; nothing is measured by it.
const PATIENCE: Duration = Duration::from_secs(60);
const LOOK: Duration = Duration::from_millis(20);

pub(crate) struct Shift {
    process: Process,
    table: Arc<Table>,
    writing: JoinSet<Writer>,
}

impl Shift {
    /// Begins with everything in order.
    pub(crate) async fn begin(process: Process, people: People) -> Shift {
        let table = Arc::new(Table::new(people));
        let mut writing = JoinSet::new();
        for number in 0..WRITERS {
            let writer = Writer::new(number, Arc::clone(&table));
            writing.spawn(writer.write_on(process.address));
        }
        let mut shift = Shift {
            process,
            table,
            writing,
        };
        shift.goes_on().await;
        shift
    }

    /// Messages are acknowledged from now on, and the process says that it is ready.
    pub(crate) async fn goes_on(&mut self) {
        self.grows(
            |table| &table.acknowledged,
            5 * WRITERS,
            "messages acknowledged",
        )
        .await;
        self.says("/ready", 200).await;
    }

    /// People are put off from now on, and the process lives and says that it is not ready.
    pub(crate) async fn stands_still(&mut self) {
        self.grows(|table| &table.put_off, 2 * WRITERS, "people put off")
            .await;
        self.says("/ready", 503).await;
        assert_eq!(ask(self.process.address, "/health", &[]).await, 200);
    }

    pub(crate) fn address(&self) -> SocketAddr {
        self.process.address
    }

    /// Whatever people notice of it.
    pub(crate) async fn lives(&self) {
        assert_eq!(ask(self.process.address, "/health", &[]).await, 200);
    }

    /// What was written before can be read.
    pub(crate) async fn can_be_read(&self) {
        let known = self.table.known.lock().unwrap()[0].clone();
        let agent = self.table.people.agents_of(&known.seller)[0];
        let path = format!("/api/v1/conversations/{}/messages", known.id);
        let address = self.process.address;
        assert_eq!(
            ask(address, "/api/v1/conversations", &agent.headers()).await,
            200
        );
        assert_eq!(ask(address, &path, &agent.headers()).await, 200);
    }

    /// Ends in order, and holds what people remember against the database.
    pub(crate) async fn end(mut self, test: &TestDatabase) {
        self.table.is_over.store(true, Ordering::Relaxed);
        let mut writers = Vec::new();
        while let Some(writer) = self.writing.join_next().await {
            writers.push(writer.unwrap());
        }
        settle(&self.process, test, &mut writers).await;
        assert!(self.process.end().success());
        let db = test.open().await;
        let attempts: Vec<Attempt> = writers
            .into_iter()
            .flat_map(|writer| writer.attempts)
            .collect();
        soundness::check(&db, &attempts).await;
        db.close().await;
    }

    async fn grows(&mut self, which: fn(&Table) -> &AtomicUsize, by: usize, what: &str) {
        let enough = which(&self.table).load(Ordering::Relaxed) + by;
        let table = Arc::clone(&self.table);
        let grown = timeout(PATIENCE, async {
            while which(&table).load(Ordering::Relaxed) < enough {
                if let Some(ended) = self.writing.try_join_next() {
                    panic!(
                        "somebody went home: {:?}",
                        ended.map(|writer| writer.attempts.last().cloned())
                    );
                }
                sleep(LOOK).await;
            }
        });
        grown
            .await
            .unwrap_or_else(|_| panic!("there are not {by} more {what}"));
    }

    async fn says(&self, path: &str, status: u16) {
        let said = timeout(PATIENCE, async {
            while ask(self.process.address, path, &[]).await != status {
                sleep(LOOK * 5).await;
            }
        });
        said.await
            .unwrap_or_else(|_| panic!("{path} does not become {status}"));
    }
}

/// The status of an answer, which comes in any case; where it is 503, it says when to ask again.
async fn ask(address: SocketAddr, path: &str, headers: &[(&'static str, String)]) -> u16 {
    let mut connection = Connection::open(address).await.unwrap();
    let mut says_when = false;
    let request = request("GET", path, headers, "");
    let exchange = connection.exchange(&request, |name, _| says_when |= name == "retry-after");
    let (status, body) = timeout(ANSWER_MAX, exchange)
        .await
        .expect("an answer")
        .unwrap();
    let body = String::from_utf8_lossy(&body);
    assert_eq!(status == 503, says_when, "{path} gave {status}: {body}");
    status
}
