//! Writes one message after the other until the connection breaks, and remembers what was answered.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use rules::ids::{BuyerId, ConversationId, SellerId};
use serde_json::{Value, json};
use tokio::time::{sleep, timeout};

use super::attempt::{Attempt, Outcome};
use super::connection::{Connection, request};
use super::dice::Dice;
use super::people::{People, Person};

/// Far longer than any request may take by the configuration.
pub(crate) const ANSWER_MAX: Duration = Duration::from_secs(30);
/// Who is put off comes again after this, sooner than it was told.
const PAUSE: Duration = Duration::from_millis(200);

/// A conversation that everybody knows of.
#[derive(Debug, Clone)]
pub(crate) struct Known {
    pub(crate) id: ConversationId,
    pub(crate) seller: SellerId,
    pub(crate) buyer: BuyerId,
}

/// What all writers share.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) people: People,
    pub(crate) known: Mutex<Vec<Known>>,
    pub(crate) acknowledged: AtomicUsize,
    /// Answers with 503, whatever their code.
    pub(crate) put_off: AtomicUsize,
    /// Nobody begins another message.
    pub(crate) is_over: AtomicBool,
}

impl Table {
    pub(crate) fn new(people: People) -> Table {
        Table {
            people,
            known: Mutex::default(),
            acknowledged: AtomicUsize::new(0),
            put_off: AtomicUsize::new(0),
            is_over: AtomicBool::new(false),
        }
    }
}

#[derive(Debug)]
pub(crate) struct Writer {
    number: usize,
    dice: Dice,
    table: Arc<Table>,
    pub(crate) attempts: Vec<Attempt>,
}

impl Writer {
    pub(crate) fn new(number: usize, table: Arc<Table>) -> Writer {
        let seed = u64::try_from(number).unwrap();
        Writer {
            number,
            dice: Dice::new(seed),
            table,
            attempts: Vec::new(),
        }
    }

    /// Repeats what broke off before, then writes on until the connection breaks.
    pub(crate) async fn write_on(mut self, address: SocketAddr) -> Writer {
        let Ok(mut connection) = Connection::open(address).await else {
            return self;
        };
        if self.repeat(&mut connection).await.is_err() {
            return self;
        }
        while !self.table.is_over.load(Ordering::Relaxed) {
            let attempt = self.next_attempt();
            self.attempts.push(attempt);
            let last = self.attempts.len() - 1;
            if self.send(last, &mut connection).await.is_err() {
                return self;
            }
        }
        self
    }

    /// Sends again whatever has no answer and carries an idempotency key; some may have to wait for another time.
    pub(crate) async fn repeat(&mut self, connection: &mut Connection) -> std::io::Result<()> {
        for index in 0..self.attempts.len() {
            if self.attempts[index].is_to_be_repeated() {
                self.send(index, connection).await?;
            }
        }
        Ok(())
    }

    async fn send(&mut self, index: usize, connection: &mut Connection) -> std::io::Result<()> {
        let attempt = &mut self.attempts[index];
        let body = attempt.body.to_string();
        let request = request("POST", &attempt.path, &attempt.headers, &body);
        let mut retry_after = None;
        let exchange = connection.exchange(&request, |name, value| {
            if name == "retry-after" {
                retry_after = value.parse::<u32>().ok();
            }
        });
        let answered = timeout(ANSWER_MAX, exchange).await;
        let (status, answer) = answered
            .unwrap_or_else(|_| panic!("{attempt:?} had no answer for {ANSWER_MAX:?}"))
            .inspect_err(|error| assert_ne!(error.kind(), ErrorKind::InvalidData, "{error}"))?;
        let answer: Value = serde_json::from_slice(&answer).unwrap();
        attempt.outcome = match (status, answer["code"].as_str()) {
            (201, _) => acknowledged(attempt.conversation, &answer),
            // The dead process had begun it: nobody knows yet how far it came.
            (409, Some("request_in_progress")) => Outcome::Unknown,
            // Nothing was done. With a key it may have been asked about something that is there already.
            (503, Some("unavailable")) if !attempt.repeatable => Outcome::Refused,
            (503, Some("unavailable" | "outcome_unknown" | "timed_out")) => Outcome::Unknown,
            // Too many wrote into the same conversation at once; this one lost, and says so.
            (409, Some("stale")) => Outcome::Refused,
            _ => panic!("{attempt:?} was answered with {status}: {answer}"),
        };
        if status == 503 {
            assert!(retry_after.is_some_and(|seconds| seconds > 0), "{answer}");
            self.table.put_off.fetch_add(1, Ordering::Relaxed);
            sleep(PAUSE).await;
        }
        let Outcome::Acknowledged { conversation, .. } = self.attempts[index].outcome else {
            return Ok(());
        };
        let attempt = &self.attempts[index];
        self.table.acknowledged.fetch_add(1, Ordering::Relaxed);
        if attempt.conversation.is_none() {
            let id = |pointer: &str| answer.pointer(pointer).unwrap().as_str().unwrap();
            let opened = Known {
                id: conversation,
                seller: SellerId::parse(id("/conversation/seller")).unwrap(),
                buyer: BuyerId::parse(id("/conversation/buyer")).unwrap(),
            };
            self.table.known.lock().unwrap().push(opened);
        }
        Ok(())
    }

    fn next_attempt(&mut self) -> Attempt {
        let known = self.table.known.lock().unwrap().clone();
        let opens = known.is_empty() || self.dice.below(8) == 0;
        let (person, conversation, mut body) = match opens {
            true => self.opening(),
            false => self.reply(&known),
        };
        let text = self.text();
        body["text"] = json!(text);
        let mut headers = person.headers();
        let repeatable = self.dice.below(2) == 0;
        if repeatable {
            let key = format!("message {}.{}", self.number, self.attempts.len());
            headers.push(("idempotency-key", key));
        }
        Attempt {
            text,
            author: (person.kind, person.id),
            conversation,
            path: match conversation {
                None => "/api/v1/conversations".into(),
                Some(id) => format!("/api/v1/conversations/{id}/messages"),
            },
            headers,
            body,
            repeatable,
            outcome: Outcome::Unknown,
        }
    }

    fn opening(&mut self) -> (Person, Option<ConversationId>, Value) {
        let table = Arc::clone(&self.table);
        let buyer = self.dice.pick(&table.people.buyers).clone();
        let (seller, listing) = self.dice.pick(&table.people.listings);
        let body = json!({ "seller": seller, "subject": { "kind": "listing", "id": listing } });
        (buyer, None, body)
    }

    fn reply(&mut self, known: &[Known]) -> (Person, Option<ConversationId>, Value) {
        let table = Arc::clone(&self.table);
        let conversation = self.dice.pick(known);
        let person = match self.dice.below(2) {
            0 => table.people.buyer(&conversation.buyer).clone(),
            _ => {
                let agents = table.people.agents_of(&conversation.seller);
                (*self.dice.pick(&agents)).clone()
            }
        };
        let body = json!({ "last_read": 0, "insist": true });
        (person, Some(conversation.id), body)
    }

    /// Some are long, so that one does not fit into a page of either database.
    fn text(&mut self) -> String {
        let filling = match self.dice.below(4) {
            0 => "Koliko časa še? ".repeat(200 + self.dice.below(300)),
            _ => "Hvala za odgovor. ".repeat(1 + self.dice.below(5)),
        };
        format!(
            "{}.{:04} {}",
            self.number,
            self.attempts.len(),
            filling.trim_end()
        )
    }
}

/// A reply's answer leaves out the conversation that it was sent to.
fn acknowledged(conversation: Option<ConversationId>, answer: &Value) -> Outcome {
    let id = |pointer: &str| {
        let text = answer.pointer(pointer).and_then(Value::as_str);
        text.unwrap_or_else(|| panic!("there is no {pointer} in {answer}"))
    };
    Outcome::Acknowledged {
        conversation: conversation.unwrap_or_else(|| id("/conversation/id").parse().unwrap()),
        message: id("/message/id").parse().unwrap(),
    }
}
