//! The real thing: people who carry the commands out, and what the database says afterwards.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use dopis::actions::conversations::{close, escalate, no_reply, open, send, take_over};
use dopis::error::ActionError;
use jiff::Timestamp;
use proptest::prelude::*;
use rules::access::{AgentRole, Role, Roles, Viewer};
use rules::conversation::{AuthorKind, Subject, WaitsFor};
use rules::ids::{AgentId, BuyerId, ConversationId, ListingId, SellerId, StaffId, TokenId};
use store::listings::Listing;
use store::{Db, Tx};
use uuid::Uuid;

use super::command::Command;
use super::compare::Picture;
use super::town::{Said, Town};
use crate::support::TestApp;

const SELLER: &str = "nova";
const LISTING: &str = "l1";

#[derive(Debug)]
pub(crate) struct World {
    test: TestApp,
    begun_at: Timestamp,
    sequences: AtomicUsize,
    /// Which refusals and events there were.
    pub(crate) seen: Mutex<BTreeSet<String>>,
}

/// One buyer's conversations, in the order in which they were opened.
struct Play<'a> {
    world: &'a World,
    buyer: BuyerId,
    ids: Vec<ConversationId>,
}

impl World {
    pub(crate) async fn move_in(db: Db) -> World {
        let test = TestApp::new(db);
        test.known_agent(SELLER, "ana").await;
        let now = test.now();
        let listing = Listing {
            seller: seller(),
            id: ListingId::parse(LISTING).unwrap(),
            title: "Listing".into(),
            price: None,
            available: true,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let insert = async move |tx: &Tx| store::listings::insert(tx, &listing).await;
        test.app.db.write(insert).await.unwrap();
        World {
            begun_at: now,
            test,
            sequences: AtomicUsize::new(0),
            seen: Mutex::default(),
        }
    }

    /// Gives the commands to the model and to a buyer nobody has seen before, beginning at the same instant each time.
    pub(crate) async fn play(&self, commands: &[Command]) -> Result<(), TestCaseError> {
        self.go_to(self.begun_at);
        let number = self.sequences.fetch_add(1, Ordering::Relaxed);
        let mut play = Play {
            world: self,
            buyer: BuyerId::parse(format!("buyer-{number}")).unwrap(),
            ids: Vec::new(),
        };
        let mut town = Town::new(self.begun_at);
        for command in commands {
            // Numbers mean what they meant before the command.
            let target = |which| town.index(which).map(|index| play.ids[index]);
            let carried_out = play.carry_out(*command, target).await;
            let said = town.obey(*command);
            self.go_to(town.now);
            let did = carried_out.map(|opened| play.ids.extend(opened));
            let did = did.map_err(|error| error.told().code);
            prop_assert_eq!(did, said.done, "{:?} at {}", command, town.now);
            self.saw(said.done.err());
            play.compare(&town, said).await?;
        }
        play.compare_all(&town).await
    }

    fn go_to(&self, instant: Timestamp) {
        self.test.wait(instant.duration_since(self.test.now()));
    }

    fn saw<'a>(&self, words: impl IntoIterator<Item = &'a str>) {
        let words = words.into_iter().map(str::to_owned);
        self.seen.lock().unwrap().extend(words);
    }
}

impl Play<'_> {
    /// Gives the id of a conversation that was opened by it.
    async fn carry_out(
        &self,
        command: Command,
        target: impl Fn(usize) -> Option<ConversationId>,
    ) -> Result<Option<ConversationId>, ActionError> {
        match command {
            Command::Open => return self.open().await,
            Command::Wait(_) | Command::WaitUntilDue(_) => {}
            Command::RunJobs => self.world.test.run_jobs().await,
            Command::Send(_, which)
            | Command::Waive(which)
            | Command::Object(which)
            | Command::Close(_, which)
            | Command::Reopen(_, which)
            | Command::TakeOver(which)
            | Command::HandBack(which)
            | Command::Call(which) => {
                if let Some(conversation) = target(which) {
                    self.act(command, conversation).await?;
                }
            }
        }
        Ok(None)
    }

    async fn act(&self, command: Command, id: ConversationId) -> Result<(), ActionError> {
        let app = &self.world.test.app;
        let viewer = |kind| self.viewer(kind);
        let set_closed = |closed| close::SetClosed {
            conversation: id,
            closed,
            version: None,
        };
        let set_taken_over = |taken_over| take_over::SetTakenOver {
            conversation: id,
            taken_over,
            version: None,
        };
        let (buyer, agent, staff) = (AuthorKind::Buyer, AuthorKind::Agent, AuthorKind::Staff);
        match command {
            Command::Send(by, _) => {
                let message = send::SendMessage {
                    confirmed: true,
                    conversation: id,
                    text: "Kdaj pride?".into(),
                    last_read: 0,
                    insist: true,
                    message: None,
                    attachments: Vec::new(),
                };
                send::run(app, &viewer(by), message).await.map(drop)
            }
            Command::Waive(_) => {
                let mark = no_reply::MarkNoReplyNeeded {
                    conversation: id,
                    reason: "To je bila zahvala.".into(),
                    version: None,
                };
                no_reply::mark(app, &viewer(agent), mark).await.map(drop)
            }
            Command::Object(_) => no_reply::object_to(app, &viewer(buyer), id).await.map(drop),
            Command::Close(by, _) => close::run(app, &viewer(by), set_closed(true))
                .await
                .map(drop),
            Command::Reopen(by, _) => close::run(app, &viewer(by), set_closed(false))
                .await
                .map(drop),
            Command::TakeOver(_) => take_over::run(app, &viewer(staff), set_taken_over(true))
                .await
                .map(drop),
            Command::HandBack(_) => take_over::run(app, &viewer(staff), set_taken_over(false))
                .await
                .map(drop),
            Command::Call(_) => escalate::run(app, &viewer(buyer), id).await.map(drop),
            _ => unreachable!("it is about no conversation"),
        }
    }

    async fn open(&self) -> Result<Option<ConversationId>, ActionError> {
        let command = open::OpenConversation {
            confirmed: true,
            seller: Some(seller()),
            buyer: None,
            subject: Subject::Listing(ListingId::parse(LISTING).unwrap()),
            text: "Je še na zalogi?".into(),
            message: None,
            attachments: Vec::new(),
        };
        let app = &self.world.test.app;
        let sent = open::run(app, &self.viewer(AuthorKind::Buyer), command).await?;
        Ok((!self.ids.contains(&sent.conversation.id)).then_some(sent.conversation.id))
    }

    fn viewer(&self, kind: AuthorKind) -> Viewer {
        match kind {
            AuthorKind::Buyer => Viewer::Buyer(self.buyer.clone()),
            AuthorKind::Agent => Viewer::Agent {
                seller: seller(),
                agent: AgentId::parse("ana").unwrap(),
                role: AgentRole::Agent,
            },
            AuthorKind::Automation => Viewer::Automation {
                seller: seller(),
                token: TokenId(Uuid::from_u128(1)),
            },
            AuthorKind::Staff => Viewer::Staff {
                staff: StaffId(Uuid::from_u128(2)),
                roles: Roles::new([Role::Moderator]),
            },
        }
    }

    async fn compare(&self, town: &Town, said: Said) -> Result<(), TestCaseError> {
        if let Some(index) = said.talk {
            self.compare_one(town, index).await?;
        }
        Ok(())
    }

    async fn compare_one(&self, town: &Town, index: usize) -> Result<(), TestCaseError> {
        let id = self.ids[index];
        let load = async move |tx: &Tx| -> Result<_, ActionError> {
            let conversation = store::conversations::find(tx, &seller(), id)
                .await?
                .unwrap();
            let deadlines = store::deadlines::of_conversation(tx, &seller(), id).await?;
            Ok((conversation, deadlines))
        };
        let (conversation, deadlines) = self.world.test.app.db.read(load).await.unwrap();
        let waits_for = WaitsFor::of(&conversation);
        prop_assert_eq!(
            Picture::of_database(&conversation, waits_for, &deadlines),
            Picture::of_model(&town.talks[index])
        );
        Ok(())
    }

    /// Also those that the last command was not about, with the events of all.
    async fn compare_all(&self, town: &Town) -> Result<(), TestCaseError> {
        for (index, talk) in town.talks.iter().enumerate() {
            self.compare_one(town, index).await?;
            let id = self.ids[index];
            let load = async move |tx: &Tx| store::events::of_conversation(tx, &seller(), id).await;
            let events = self.world.test.app.db.read(load).await.unwrap();
            let mut counted: BTreeMap<&str, usize> = BTreeMap::new();
            for event in &events {
                *counted.entry(event.kind.as_str()).or_default() += 1;
            }
            prop_assert_eq!(&counted, &talk.events);
            self.world.saw(counted.into_keys());
        }
        Ok(())
    }
}

fn seller() -> SellerId {
    SellerId::parse(SELLER).unwrap()
}
