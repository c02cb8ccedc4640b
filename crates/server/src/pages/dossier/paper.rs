//! A dossier for people: the same as `dossier.json`, in their language and time.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use jiff::Timestamp;
use paper::{Block, Paper};
use rules::conversation::{AuthorKind, ConversationState, DeadlineState, ReplyDeadline, Subject};
use store::attachments::Attachment;
use store::messages::Message;

use super::kind_key;
use crate::actions::conversations::seen::SeenBy;
use crate::actions::dossiers::Gathered;
use crate::i18n::Texts;
use crate::pages::views::deadline::DerivationView;
use crate::pages::views::format::Reader;

/// The readable part of a dossier.
pub fn paper(gathered: &Gathered) -> Paper {
    drawn(gathered, ("dossier-title", "dossier-intro"), true)
}

/// A conversation in a file that proves nothing: what a buyer gets who asks for all that is kept of it.
pub fn conversation(gathered: &Gathered) -> Paper {
    let words = ("prepared-conversation-title", "prepared-conversation-intro");
    drawn(gathered, words, false)
}

/// An instant as a document has it.
pub fn in_utc(at: Timestamp) -> (u16, u8, u8, u8, u8, u8) {
    let utc = at.to_zoned(jiff::tz::TimeZone::UTC);
    let part = |number: i8| u8::try_from(number).unwrap_or_default();
    (
        utc.year().unsigned_abs(),
        part(utc.month()),
        part(utc.day()),
        part(utc.hour()),
        part(utc.minute()),
        part(utc.second()),
    )
}

/// The parts in the order in which they are read.
fn drawn(gathered: &Gathered, (title, intro): (&str, &str), proves: bool) -> Paper {
    let sheet = Sheet {
        gathered,
        texts: Texts::of(gathered.language),
        reader: Reader::new(gathered.language, gathered.zone.clone(), gathered.made_at),
        proves,
    };
    let subject = &gathered.thread.conversation.title;
    let title = format!("{} – {subject}", sheet.t(title));
    Paper {
        blocks: sheet.blocks(&title, intro),
        title,
        language: gathered.language.tag().to_owned(),
        made_at: in_utc(gathered.made_at),
        footer: gathered.marketplace.clone(),
    }
}

struct Sheet<'a> {
    gathered: &'a Gathered,
    texts: &'static Texts,
    reader: Reader,
    /// Whether the entries of the log are beside it.
    proves: bool,
}

impl Sheet<'_> {
    fn blocks(&self, title: &str, intro: &str) -> Vec<Block> {
        let mut blocks = vec![
            Block::heading(1, title),
            Block::paragraph(self.t(intro)),
            Block::Facts(self.parties()),
        ];
        blocks.push(Block::heading(2, self.t("dossier-messages")));
        for message in &self.gathered.thread.messages {
            blocks.extend(self.message(message));
        }
        if !self.gathered.thread.notes.is_empty() {
            blocks.extend(self.notes());
        }
        if !self.gathered.thread.deadlines.is_empty() {
            blocks.push(Block::heading(2, self.t("dossier-deadlines")));
            for deadline in &self.gathered.thread.deadlines {
                blocks.extend(self.deadline(deadline));
            }
        }
        if !self.gathered.thread.seen.is_empty() {
            blocks.push(Block::heading(2, self.t("dossier-looks")));
            blocks.push(Block::Facts(self.looks()));
        }
        blocks.push(Block::heading(2, self.t("dossier-timeline")));
        blocks.push(Block::Facts(self.timeline()));
        blocks.extend(self.archive());
        blocks
    }

    fn parties(&self) -> Vec<(String, String)> {
        let (gathered, thread) = (self.gathered, &self.gathered.thread);
        let conversation = &thread.conversation;
        let mut facts = vec![
            self.fact("dossier-marketplace", gathered.marketplace.clone()),
            self.fact(
                "dossier-seller",
                named(&thread.seller_name(), conversation.seller.as_str()),
            ),
            self.fact(
                "dossier-buyer",
                named(&thread.buyer_name(), conversation.buyer.as_str()),
            ),
        ];
        facts.push(match &conversation.subject {
            Subject::Order(id) => self.fact("dossier-order", id.to_string()),
            Subject::Listing(id) => {
                let title = thread
                    .listing
                    .as_ref()
                    .map(|listing| listing.title.as_str());
                self.fact(
                    "dossier-listing",
                    named(title.unwrap_or_default(), id.as_str()),
                )
            }
        });
        if let Some(order) = &thread.order {
            facts.push(self.fact("dossier-ordered", self.at(order.placed_at)));
        }
        let state = match conversation.state {
            ConversationState::Open => "dossier-open",
            ConversationState::Closed => "dossier-closed",
        };
        facts.push(self.fact("dossier-conversation", conversation.id.to_string()));
        facts.push(self.fact("dossier-opened", self.at(conversation.created_at)));
        facts.push(self.fact("dossier-state", self.t(state)));
        let made_for = match gathered.made_for {
            "buyer" => "dossier-for-buyer",
            "staff" => "dossier-for-staff",
            _ => "dossier-for-seller",
        };
        facts.push(self.fact("dossier-made-for", self.t(made_for)));
        facts.push(self.fact("dossier-made-at", self.at(gathered.made_at)));
        facts
    }

    fn message(&self, message: &Message) -> Vec<Block> {
        let gathered = self.gathered;
        let id = message.id.to_string();
        let told = gathered.telling("message.sent", "message_id", &id);
        let author =
            gathered
                .thread
                .author_name(message.author, &message.author_id, &gathered.marketplace);
        let heading = format!(
            "{}. {author} ({})",
            message.sequence,
            self.author(message.author)
        );
        let mut blocks = vec![
            Block::heading(3, heading),
            Block::small(self.at(message.sent_at)),
        ];
        match &message.text {
            Some(text) if text.is_empty() => {}
            Some(text) => blocks.push(Block::paragraph(text)),
            None if told.is_some_and(|told| told.body["text"].is_null()) => {}
            None => blocks.push(Block::paragraph(self.t("dossier-erased"))),
        }
        if gathered.is_masked(message) {
            blocks.push(Block::small(self.t("dossier-masked")));
        }
        for file in gathered.thread.attachments_of(message.id) {
            blocks.push(Block::small(self.file(file)));
        }
        blocks.push(Block::small(self.place(told.and_then(|told| told.index))));
        blocks
    }

    fn file(&self, file: &Attachment) -> String {
        let name = file
            .name
            .clone()
            .unwrap_or_else(|| self.t("dossier-erased"));
        let digest = file
            .kept
            .as_ref()
            .map(|kept| archive::hex(&kept.sha256_kept));
        let digest = digest.unwrap_or_default();
        self.reader
            .two("dossier-file", "name", &name, "digest", &digest)
    }

    fn notes(&self) -> Vec<Block> {
        let thread = &self.gathered.thread;
        let mut blocks = vec![Block::heading(2, self.t("dossier-notes"))];
        for note in &thread.notes {
            let told = self
                .gathered
                .telling("note.written", "note_id", &note.id.to_string());
            let text = note
                .text
                .clone()
                .unwrap_or_else(|| self.t("dossier-erased"));
            blocks.push(Block::heading(3, thread.agent_name(note.agent.as_str())));
            blocks.push(Block::small(self.at(note.written_at)));
            blocks.push(Block::paragraph(text));
            blocks.push(Block::small(self.place(told.and_then(|told| told.index))));
        }
        blocks
    }

    fn deadline(&self, deadline: &ReplyDeadline) -> Vec<Block> {
        let thread = &self.gathered.thread;
        let derivation = DerivationView::new(&self.reader, &deadline.derivation);
        let message = thread
            .messages
            .iter()
            .find(|message| message.id == deadline.message);
        let number = message.map(|message| message.sequence.to_string());
        let heading = self
            .reader
            .one("dossier-deadline", "number", &number.unwrap_or_default());
        let mut facts = vec![
            self.fact("dossier-received", self.at(deadline.received_at)),
            self.fact("dossier-budget", derivation.budget),
        ];
        facts.extend(
            deadline
                .due_at
                .map(|due| self.fact("dossier-due", self.at(due))),
        );
        facts.push(self.fact("dossier-state", self.t(state_key(deadline))));
        facts.extend(
            deadline
                .settled_at
                .map(|at| self.fact("dossier-settled", self.at(at))),
        );
        let reason = deadline
            .waived_because
            .and_then(|reason| thread.reasons.get(&reason));
        facts.extend(reason.map(|reason| self.fact("dossier-reason", reason.clone())));
        facts.push(self.fact(
            "dossier-calendar",
            format!("{} ({})", derivation.calendar, derivation.zone),
        ));
        for row in derivation.rows {
            let counted = row.reason.or(row.counted).unwrap_or_default();
            facts.push((row.day, format!("{}–{}: {counted}", row.from, row.to)));
        }
        let told = self.gathered.telling_of(deadline);
        let place = Block::small(self.place(told.and_then(|told| told.index)));
        vec![Block::heading(3, heading), Block::Facts(facts), place]
    }

    fn looks(&self) -> Vec<(String, String)> {
        let thread = &self.gathered.thread;
        let looks = thread.seen.iter().map(|look| {
            let name = match &look.by {
                SeenBy::Agent(agent) => thread.agent_name(agent.as_str()),
                SeenBy::Seller => thread.seller_name(),
                SeenBy::Buyer => thread.buyer_name(),
            };
            let (from, to) = ((look.from + 1).to_string(), look.up_to.to_string());
            let read = self.reader.two("dossier-look", "from", &from, "to", &to);
            (self.at(look.at), format!("{name}: {read}"))
        });
        looks.collect()
    }

    fn timeline(&self) -> Vec<(String, String)> {
        let events = self.gathered.events.iter().map(|told| {
            let what = self.t(kind_key(&told.event.kind));
            let who = self.gathered.actor_name(&told.event);
            let who = who.map(|who| format!(" · {who}")).unwrap_or_default();
            let place = self.place(told.index);
            let reason = self.gathered.reason(told);
            let reason = reason
                .map(|reason| format!("\n{reason}"))
                .unwrap_or_default();
            (
                self.at(told.event.at),
                format!("{what}{who}{reason}\n{place}"),
            )
        });
        events.collect()
    }

    /// What a reader needs to check it, and where each entry is.
    fn archive(&self) -> Vec<Block> {
        let Some(head) = self.gathered.head.as_ref().filter(|_| self.proves) else {
            return Vec::new();
        };
        let mut entries = vec![
            self.fact("dossier-origin", head.origin.clone()),
            self.fact("dossier-size", head.size.to_string()),
            self.fact("dossier-root", STANDARD.encode(head.root)),
        ];
        for told in &self.gathered.events {
            let name = self.place(told.index);
            entries.push((name, format!("{} {}", told.event.kind, told.event.id)));
        }
        vec![
            Block::heading(2, self.t("dossier-archive")),
            Block::paragraph(self.t("dossier-archive-how")),
            Block::Facts(entries),
        ]
    }

    fn place(&self, index: Option<u64>) -> String {
        match index {
            Some(index) => self
                .reader
                .one("dossier-entry", "number", &index.to_string()),
            None => self.t("dossier-unsealed"),
        }
    }

    fn author(&self, author: AuthorKind) -> String {
        self.t(match author {
            AuthorKind::Agent | AuthorKind::Automation => "dossier-by-seller",
            AuthorKind::Buyer => "dossier-by-buyer",
            AuthorKind::Staff => "dossier-by-staff",
        })
    }

    /// In the reader's time and in UTC.
    fn at(&self, at: Timestamp) -> String {
        let utc = at
            .to_zoned(jiff::tz::TimeZone::UTC)
            .strftime("%Y-%m-%d %H:%M:%S UTC");
        format!("{} ({utc})", self.reader.full(at).text)
    }

    fn fact(&self, key: &str, said: String) -> (String, String) {
        (self.t(key), said)
    }

    fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }
}

/// The name with the marketplace's id behind it.
fn named(name: &str, id: &str) -> String {
    match name {
        "" => id.to_owned(),
        name if name == id => id.to_owned(),
        name => format!("{name} ({id})"),
    }
}

fn state_key(deadline: &ReplyDeadline) -> &'static str {
    match (deadline.state, deadline.on_time) {
        (_, Some(true)) => "dossier-on-time",
        (_, Some(false)) => "dossier-late",
        (DeadlineState::Running, None) => "dossier-running",
        (DeadlineState::Standing, None) => "dossier-standing",
        (DeadlineState::Waived, None) => "dossier-waived",
        (_, None) => "dossier-ended",
    }
}
