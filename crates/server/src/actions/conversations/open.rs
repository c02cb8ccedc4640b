//! Opening a conversation with its first message.

use rules::access::{Action, Relation, Viewer};
use rules::conversation::{
    AuthorKind, Change, Conversation, ConversationState, OpenRefused, Subject, SubjectFacts,
    may_open,
};
use rules::ids::{AttachmentId, BuyerId, ConversationId, MessageId, SellerId};
use store::{DbError, Tx};

use super::save::Before;
use super::send::{SentMessage, author_of, check_gaps, deliver, parse_text, written_before};
use crate::actions::keeping::refuse_erased;
use crate::actions::marketplace::read_details;
use crate::actions::moderation::hold::Finished;
use crate::actions::moderation::{Writing, screen};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{actor, check};

/// A conversation to be opened.
#[derive(Debug, Clone)]
pub struct OpenConversation {
    /// May be left out by a viewer of a seller, and by a buyer where only one seller has such an order or listing.
    pub seller: Option<SellerId>,
    /// May be left out by a buyer, and about an order.
    pub buyer: Option<BuyerId>,
    pub subject: Subject,
    pub text: String,
    /// Send even words that the policy asks about.
    pub confirmed: bool,
    /// The id that the message gets, chosen by the sender: opening again under the same id sends nothing.
    pub message: Option<MessageId>,
    /// Files that the sender has uploaded and that go with the message, in this order.
    pub attachments: Vec<AttachmentId>,
}

/// Opens it. Where one about the same is open already, the message lands there.
pub async fn run(
    app: &App,
    viewer: &Viewer,
    command: OpenConversation,
) -> Result<SentMessage, ActionError> {
    match attempt(app, viewer, command.clone()).await {
        // Somebody opened it between our look and our commit: now there is one to land in.
        Err(ActionError::Db(DbError::Unique { .. })) => attempt(app, viewer, command).await,
        result => result,
    }
}

async fn attempt(
    app: &App,
    viewer: &Viewer,
    command: OpenConversation,
) -> Result<SentMessage, ActionError> {
    let text = parse_text(&command.text)?;
    let now = app.now();
    let message = match command.message {
        Some(message) => message,
        None => app.new_id(now, MessageId)?,
    };
    let writing = Writing::New(Box::new(command.clone()));
    let wanted = (text.as_str(), command.attachments.as_slice());
    let screened = screen(app, viewer, writing, wanted).await?;
    let (app, viewer) = (app.clone(), viewer.clone());
    let db = app.db.clone();
    db.write(async move |tx: &Tx| {
        let about = find_subject(tx, &viewer, &command).await?;
        may_open(&viewer, &about.buyer, &about.facts).map_err(refused)?;
        refuse_erased(tx, &about.buyer).await?;
        if let Some(sent) = written_already(tx, &about, message).await? {
            return Ok(sent);
        }
        let recorder = Recorder::new(&app, &viewer, now);
        let author = author_of(&viewer)?;
        check_gaps(author, &text)?;
        screened.check(command.confirmed)?;
        let open =
            store::conversations::find_open(tx, &about.seller, &about.buyer, &about.facts.subject)
                .await?;
        let into = match open {
            Some(open) => (Before::of(&open), open, Vec::new()),
            None => {
                screened.check_beginning()?;
                begun(about.begin(&recorder, author, message)?)
            }
        };
        let (_, author_id) = actor(&viewer);
        let finished = Finished {
            message,
            author,
            author_id: &author_id,
            text: text.as_str(),
            attachments: &command.attachments,
            screened: &screened,
            added: None,
        };
        deliver(tx, &app, (&viewer, &recorder), into, finished).await
    })
    .await
}

fn begun(conversation: Conversation) -> (Before, Conversation, Vec<Change>) {
    let changes = vec![Change::ConversationOpened];
    (Before::nothing(), conversation, changes)
}

async fn written_already(
    tx: &Tx,
    about: &About,
    message: MessageId,
) -> Result<Option<SentMessage>, ActionError> {
    let sent = store::messages::sent(tx, &about.seller, message).await?;
    let found = match &sent {
        Some(sent) => Some(sent.conversation),
        None => {
            let held = store::held_messages::find(tx, &about.seller, message).await?;
            held.map(|held| held.conversation)
        }
    };
    let Some(found) = found else {
        return Ok(None);
    };
    let conversation = store::conversations::find(tx, &about.seller, found).await?;
    // An id of somebody else's message tells nothing about it.
    let conversation = conversation
        .filter(|found| found.buyer == about.buyer && found.subject == about.facts.subject);
    let conversation = conversation.ok_or_else(|| {
        ActionError::conflict(
            "message_elsewhere",
            "A message with this id was sent into another conversation.",
        )
    })?;
    let outcome = written_before(tx, &conversation, message).await?;
    Ok(outcome.map(|outcome| SentMessage {
        conversation,
        message,
        outcome,
    }))
}

/// What a conversation is to be about, as far as it is known.
pub(in crate::actions) struct About {
    pub(in crate::actions) seller: SellerId,
    pub(in crate::actions) buyer: BuyerId,
    pub(in crate::actions) facts: SubjectFacts,
    title: String,
}

impl About {
    fn begin(
        self,
        recorder: &Recorder,
        author: AuthorKind,
        message: MessageId,
    ) -> Result<Conversation, ActionError> {
        Ok(Conversation {
            seller: self.seller,
            id: recorder.id(ConversationId)?,
            buyer: self.buyer,
            subject: self.facts.subject,
            title: self.title,
            external_id: None,
            state: ConversationState::Open,
            assignee: None,
            taken_over: None,
            escalated_at: None,
            closed_at: None,
            emptied_at: None,
            last_sequence: 0,
            last_author: author,
            last_message_at: recorder.now,
            last_message: message,
            deadline: None,
            created_at: recorder.now,
            updated_at: recorder.now,
            version: 0,
        })
    }
}

pub(in crate::actions) async fn find_subject(
    tx: &Tx,
    viewer: &Viewer,
    command: &OpenConversation,
) -> Result<About, ActionError> {
    let own_seller = match viewer {
        Viewer::Agent { seller, .. } | Viewer::Automation { seller, .. } => Some(seller),
        _ => None,
    };
    let seller = command.seller.as_ref().or(own_seller).cloned();
    let seller = match (seller, viewer) {
        (Some(seller), _) => seller,
        (None, Viewer::Buyer(buyer)) => only_seller(tx, buyer, &command.subject).await?,
        (None, _) => return Err(seller_missing()),
    };
    let foreign = own_seller.is_some_and(|own| *own != seller)
        || matches!((viewer, &command.buyer), (Viewer::Buyer(own), Some(buyer)) if own != buyer);
    let relation = if foreign {
        Relation::Foreign
    } else {
        Relation::Own
    };
    check(viewer, Action::OpenConversation, relation)?;
    let own_buyer = match viewer {
        Viewer::Buyer(buyer) => Some(buyer.clone()),
        _ => None,
    };
    let named_buyer = command.buyer.clone().or(own_buyer);
    let no_buyer = || ActionError::invalid("buyer_missing", "Name the buyer.");
    match &command.subject {
        Subject::Order(id) => {
            let order = store::orders::find(tx, &seller, id)
                .await?
                .ok_or(ActionError::NotFound)?;
            let mut titles: Vec<String> = Vec::new();
            for line in read_details(&order)?.lines {
                if !titles.contains(&line.title) {
                    titles.push(line.title);
                }
            }
            let facts = SubjectFacts {
                subject: command.subject.clone(),
                bought_by: Some(order.buyer.clone()),
            };
            Ok(About {
                seller,
                buyer: named_buyer.unwrap_or(order.buyer),
                facts,
                title: titles.join(" · "),
            })
        }
        Subject::Listing(id) => {
            let listing = store::listings::find(tx, &seller, id)
                .await?
                .ok_or(ActionError::NotFound)?;
            let facts = SubjectFacts {
                subject: command.subject.clone(),
                bought_by: None,
            };
            Ok(About {
                seller,
                buyer: named_buyer.ok_or_else(no_buyer)?,
                facts,
                title: listing.title,
            })
        }
    }
}

/// A link from the marketplace need not name the seller where the order or listing says it.
async fn only_seller(tx: &Tx, buyer: &BuyerId, subject: &Subject) -> Result<SellerId, ActionError> {
    let mut sellers: Vec<SellerId> = match subject {
        Subject::Order(id) => {
            let orders = store::orders::any_by_id(tx, id).await?;
            let own = orders.into_iter().filter(|order| order.buyer == *buyer);
            own.map(|order| order.seller).collect()
        }
        Subject::Listing(id) => {
            let listings = store::listings::any_by_id(tx, id).await?;
            listings.into_iter().map(|listing| listing.seller).collect()
        }
    };
    match (sellers.pop(), sellers.is_empty()) {
        (Some(seller), true) => Ok(seller),
        (Some(_), false) => Err(seller_missing()),
        (None, _) => Err(ActionError::NotFound),
    }
}

fn seller_missing() -> ActionError {
    ActionError::invalid("seller_missing", "Name the seller.")
}

pub(super) fn refused(refused: OpenRefused) -> ActionError {
    match refused {
        // Whose order it is nobody else may learn.
        OpenRefused::OtherBuyersOrder => ActionError::NotFound,
        _ => ActionError::forbidden(refused.code(), format!("This cannot be opened: {refused}.")),
    }
}
