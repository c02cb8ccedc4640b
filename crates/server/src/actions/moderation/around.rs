//! What is known around a message that is about to be sent: what its author may repeat, and what it wrote before.

use std::collections::BTreeMap;

use rules::access::Viewer;
use rules::attachment::Seen;
use rules::contact::{Author, InImage, Known, Message, Place};
use rules::conversation::{AuthorKind, Subject};
use rules::ids::{AttachmentId, BuyerId, ConversationId, SellerId};
use rules::marketplace::LegalIdentity;
use rules::moderation::ContactPolicy;
use store::{Tx, attachments, looked_through};

use crate::actions::attachments::of_uploader::is_of;
use crate::actions::marketplace::read_details;
use crate::actions::settings;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{actor, author_kind};

/// As many messages as the detector looks back.
const EARLIER: u32 = 4;

/// Where the message goes.
#[derive(Debug, Clone)]
pub(in crate::actions) struct Target {
    pub seller: SellerId,
    pub buyer: BuyerId,
    pub subject: Subject,
    /// `None` for a conversation that the message opens.
    pub conversation: Option<ConversationId>,
    /// The files that go with it, in this order.
    pub files: Vec<AttachmentId>,
}

#[derive(Debug, Clone)]
pub(in crate::actions) struct Around {
    pub author: AuthorKind,
    /// `None` for authors whose messages are not looked through.
    pub policy: Option<ContactPolicy>,
    /// How many messages with hidden words are looked at, in percent.
    pub sampled_percent: u8,
    numbers: Vec<String>,
    titles: Vec<String>,
    domains: Vec<String>,
    languages: Vec<String>,
    /// The oldest first.
    earlier: Vec<String>,
    legal: Vec<String>,
    /// Those that there are, by their places in the message.
    files: BTreeMap<usize, KnownFile>,
}

#[derive(Debug, Clone)]
struct KnownFile {
    id: AttachmentId,
    name: String,
    seen: Option<Seen>,
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
    if author == AuthorKind::Staff {
        return Ok(Around::nothing(app, author));
    }
    let (held, beside, earlier) = tokio::try_join!(
        async { Ok(settings::at(tx, &app.config, app.now()).await?) },
        beside(tx, app, target),
        earlier(tx, target, viewer, author),
    )?;
    let mut around = beside.of(author, earlier);
    around.sampled_percent = held.sampled_percent;
    around.policy = Some(match author {
        AuthorKind::Buyer => held.contact_of_buyers,
        _ => held.contact_of_sellers,
    });
    for (place, id) in target.files.iter().enumerate() {
        // Files that are not the viewer's own, or not ready, are refused when the message is sent.
        if let Some(file) = known_file(tx, viewer, target, *id).await? {
            around.files.insert(place, file);
        }
    }
    Ok(around)
}

/// What the records say beside all messages of a conversation, for a message of its seller without any before it.
pub(in crate::actions) async fn beside(
    tx: &Tx,
    app: &App,
    target: &Target,
) -> Result<Around, ActionError> {
    let (seller, buyer, subject) = tokio::try_join!(
        async { Ok(store::sellers::find(tx, &target.seller).await?) },
        async { Ok(store::buyers::find(tx, &target.buyer).await?) },
        of_subject(tx, target),
    )?;
    let legal = seller.as_ref().and_then(|seller| seller.legal.as_ref());
    let legal = legal.map(LegalIdentity::contacts).unwrap_or_default();
    let (seller, buyer) = (seller.map(|s| s.language), buyer.map(|b| b.language));
    let mut numbers = subject.numbers;
    numbers.push(target.subject.id().to_owned());
    Ok(Around {
        numbers,
        titles: subject.titles,
        languages: seller.into_iter().chain(buyer).collect(),
        legal,
        ..Around::nothing(app, AuthorKind::Agent)
    })
}

async fn known_file(
    tx: &Tx,
    viewer: &Viewer,
    target: &Target,
    id: AttachmentId,
) -> Result<Option<KnownFile>, ActionError> {
    let (kind, uploader) = actor(viewer);
    let found = attachments::any_find_of_uploader(tx, (kind, &uploader), id).await?;
    let found = found.filter(|file| is_of(viewer, file) && file.seller == target.seller);
    let Some(file) = found else { return Ok(None) };
    Ok(Some(KnownFile {
        seen: looked_through::seen(tx, &file.seller, id).await?,
        name: file.name.unwrap_or_default(),
        id,
    }))
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
    fn nothing(app: &App, author: AuthorKind) -> Around {
        Around {
            author,
            policy: None,
            sampled_percent: 0,
            numbers: Vec::new(),
            titles: Vec::new(),
            domains: own_domains(app),
            languages: Vec::new(),
            earlier: Vec::new(),
            legal: Vec::new(),
            files: BTreeMap::new(),
        }
    }

    /// The same for a message of this author, who wrote these before it.
    pub(in crate::actions) fn of(&self, author: AuthorKind, earlier: Vec<String>) -> Around {
        let mut around = self.clone();
        if author == AuthorKind::Buyer {
            around.languages.reverse();
        }
        around.author = author;
        around.earlier = earlier;
        around
    }

    /// The message as the detector is told of it.
    pub(in crate::actions) fn with<T>(
        &self,
        text: &str,
        look: impl FnOnce(&Message<'_>) -> T,
    ) -> T {
        let numbers = borrowed(&self.numbers);
        let titles = borrowed(&self.titles);
        let domains = borrowed(&self.domains);
        let languages = borrowed(&self.languages);
        let earlier = borrowed(&self.earlier);
        let legal = borrowed(&self.legal);
        let name = |place| self.files.get(&place).map_or("", |file| file.name.as_str());
        let places = self.files.keys().max().map_or(0, |last| last + 1);
        let file_names: Vec<&str> = (0..places).map(name).collect();
        let codes = self.in_images(|seen| seen.codes.as_deref());
        let pictures = self.in_images(|seen| seen.words.read());
        look(&Message {
            text,
            languages: &languages,
            author: match self.author {
                AuthorKind::Buyer => Author::Buyer,
                AuthorKind::Agent | AuthorKind::Automation | AuthorKind::Staff => Author::Seller,
            },
            file_names: &file_names,
            codes: &codes,
            pictures: &pictures,
            earlier: &earlier,
            known: Known {
                numbers: &numbers,
                titles: &titles,
                domains: &domains,
                legal_contacts: &legal,
                ..Known::default()
            },
        })
    }
}

impl Around {
    fn in_images<'a>(&'a self, text: impl Fn(&'a Seen) -> Option<&'a str>) -> Vec<InImage<'a>> {
        let files = self.files.iter();
        let seen = files.filter_map(|(place, file)| Some((*place, file.seen.as_ref()?)));
        seen.filter_map(|(file, seen)| {
            Some(InImage {
                file,
                text: text(seen)?,
            })
        })
        .collect()
    }

    /// What was to be looked for in the files and was not: which file, and why.
    pub(super) fn missed(&self) -> Vec<(AttachmentId, &'static str)> {
        let seen = self
            .files
            .values()
            .filter_map(|file| Some((file.id, file.seen.as_ref()?)));
        seen.flat_map(|(id, seen)| seen.missed().map(move |why| (id, why)))
            .collect()
    }

    /// The text of a file in which a finding's span counts.
    pub(super) fn text_of(&self, place: Place) -> Option<&str> {
        let file = self.files.get(&place.file()?)?;
        match place {
            Place::Text => None,
            Place::FileName(_) => Some(&file.name),
            Place::Code(_) => file.seen.as_ref()?.codes.as_deref(),
            Place::Picture(_) => file.seen.as_ref()?.words.read(),
        }
    }
}

fn borrowed(texts: &[String]) -> Vec<&str> {
    texts.iter().map(String::as_str).collect()
}
