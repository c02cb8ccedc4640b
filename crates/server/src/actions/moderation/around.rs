//! What is known around a message that is about to be sent: what its author may repeat, and what it wrote before.

use rules::access::Viewer;
use rules::contact::{Author, Known, Message};
use rules::conversation::{AuthorKind, Subject};
use rules::ids::{BuyerId, ConversationId, SellerId};
use rules::moderation::ContactPolicy;
use store::Tx;

use crate::actions::marketplace::read_details;
use crate::actions::settings;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{actor, author_kind};

/// As many messages as the detector looks back.
const EARLIER: u32 = 4;

/// Where the message goes.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub seller: SellerId,
    pub buyer: BuyerId,
    pub subject: Subject,
    /// `None` for a conversation that the message opens.
    pub conversation: Option<ConversationId>,
}

#[derive(Debug, Clone)]
pub(super) struct Around {
    pub author: AuthorKind,
    /// `None` for authors whose messages are not looked through.
    pub policy: Option<ContactPolicy>,
    numbers: Vec<String>,
    titles: Vec<String>,
    domains: Vec<String>,
    languages: Vec<String>,
    /// The oldest first.
    earlier: Vec<String>,
}

/// Looks it up, as far as it is needed, in statements that are sent together.
pub(super) async fn around(
    tx: &Tx,
    app: &App,
    viewer: &Viewer,
    target: &Target,
) -> Result<Around, ActionError> {
    let author = author_kind(viewer)
        .ok_or_else(|| ActionError::forbidden("not_allowed", "You may not write messages."))?;
    let mut around = Around {
        author,
        policy: None,
        numbers: Vec::new(),
        titles: Vec::new(),
        domains: own_domains(app),
        languages: Vec::new(),
        earlier: Vec::new(),
    };
    if author == AuthorKind::Staff {
        return Ok(around);
    }
    let (held, seller, buyer, subject, earlier) = tokio::try_join!(
        async { Ok(settings::at(tx, &app.config, app.now()).await?) },
        async { Ok(store::sellers::find(tx, &target.seller).await?) },
        async { Ok(store::buyers::find(tx, &target.buyer).await?) },
        of_subject(tx, target),
        earlier(tx, target, viewer, author),
    )?;
    around.policy = Some(match author {
        AuthorKind::Buyer => held.contact_of_buyers,
        _ => held.contact_of_sellers,
    });
    let (seller, buyer) = (seller.map(|s| s.language), buyer.map(|b| b.language));
    around.languages = match author {
        AuthorKind::Buyer => buyer.into_iter().chain(seller).collect(),
        _ => seller.into_iter().chain(buyer).collect(),
    };
    around.numbers.push(target.subject.id().to_owned());
    around.numbers.extend(subject.numbers);
    around.titles = subject.titles;
    around.earlier = earlier;
    Ok(around)
}

/// What an order or a listing says that may be repeated.
#[derive(Default)]
struct OfSubject {
    numbers: Vec<String>,
    titles: Vec<String>,
}

async fn of_subject(tx: &Tx, target: &Target) -> Result<OfSubject, ActionError> {
    let mut of_subject = OfSubject::default();
    match &target.subject {
        Subject::Order(id) => {
            if let Some(order) = store::orders::find(tx, &target.seller, id).await? {
                let details = read_details(&order)?;
                let titles = details.lines.into_iter().map(|line| line.title);
                of_subject.titles.extend(titles);
                let shipments = details.shipments.into_iter();
                let numbers = shipments.filter_map(|shipment| shipment.tracking_number);
                of_subject.numbers.extend(numbers);
            }
        }
        Subject::Listing(id) => {
            let listing = store::listings::find(tx, &target.seller, id).await?;
            let title = listing.map(|listing| listing.title);
            of_subject.titles.extend(title);
        }
    }
    Ok(of_subject)
}

/// What the author wrote there before, the oldest first.
async fn earlier(
    tx: &Tx,
    target: &Target,
    viewer: &Viewer,
    author: AuthorKind,
) -> Result<Vec<String>, ActionError> {
    let Some(conversation) = target.conversation else {
        return Ok(Vec::new());
    };
    let (_, id) = actor(viewer);
    let seller = &target.seller;
    let newest =
        store::messages::newest_texts_of(tx, seller, conversation, (author, &id), EARLIER).await?;
    Ok(newest.into_iter().rev().collect())
}

/// The address at which people reach the service, and what its operator names besides.
fn own_domains(app: &App) -> Vec<String> {
    let named = app.config.marketplace.domains.split_whitespace();
    let own = app.config.server.public_url.split("://").nth(1);
    let own = own.and_then(|rest| rest.split([':', '/']).next());
    named.chain(own).map(str::to_owned).collect()
}

impl Around {
    /// The message as the detector is told of it.
    pub(super) fn with<T>(&self, text: &str, look: impl FnOnce(&Message<'_>) -> T) -> T {
        let numbers = borrowed(&self.numbers);
        let titles = borrowed(&self.titles);
        let domains = borrowed(&self.domains);
        let languages = borrowed(&self.languages);
        let earlier = borrowed(&self.earlier);
        look(&Message {
            text,
            languages: &languages,
            author: match self.author {
                AuthorKind::Buyer => Author::Buyer,
                AuthorKind::Agent | AuthorKind::Automation | AuthorKind::Staff => Author::Seller,
            },
            file_names: &[],
            earlier: &earlier,
            known: Known {
                numbers: &numbers,
                titles: &titles,
                domains: &domains,
                ..Known::default()
            },
        })
    }
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}
