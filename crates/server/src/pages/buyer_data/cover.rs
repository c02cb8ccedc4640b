//! The first pages: who the buyer is, what is in the other files, and what happened outside of conversations.

use jiff::Timestamp;
use paper::{Block, Paper};
use rules::conversation::ConversationState;
use store::events::Event;

use crate::actions::buyer_data::{Cover, Line};
use crate::i18n::Texts;
use crate::pages::dossier::in_utc;
use crate::pages::views::format::Reader;

pub fn cover(cover: &Cover) -> Paper {
    let sheet = Sheet {
        cover,
        texts: Texts::of(cover.language),
        reader: Reader::new(cover.language, cover.zone.clone(), cover.made_at),
    };
    Paper {
        blocks: sheet.blocks(),
        title: sheet.t("prepared-data-title"),
        language: cover.language.tag().to_owned(),
        made_at: in_utc(cover.made_at),
        footer: cover.marketplace.clone(),
    }
}

struct Sheet<'a> {
    cover: &'a Cover,
    texts: &'static Texts,
    reader: Reader,
}

impl Sheet<'_> {
    fn blocks(&self) -> Vec<Block> {
        let cover = self.cover;
        let mut blocks = vec![
            Block::heading(1, self.t("prepared-data-title")),
            Block::paragraph(self.t("prepared-data-intro")),
            Block::Facts(self.profile()),
            Block::heading(2, self.t("prepared-data-conversations")),
        ];
        for line in &cover.conversations {
            blocks.push(Block::heading(3, line.title.clone()));
            blocks.push(Block::Facts(self.line(line)));
        }
        if cover.conversations.is_empty() {
            blocks.push(Block::paragraph(self.t("prepared-data-none")));
        }
        blocks.push(Block::heading(2, self.t("prepared-data-orders")));
        let count = cover.orders.to_string();
        blocks.push(Block::paragraph(self.reader.one(
            "prepared-data-orders-where",
            "count",
            &count,
        )));
        blocks.push(Block::heading(2, self.t("prepared-data-sessions")));
        let sessions = cover.sessions.iter();
        let sessions = sessions.map(|session| {
            let seen = session.last_seen_at.map(|at| self.at(at));
            let seen = seen.unwrap_or_default();
            let said = [session.user_agent.as_str(), &session.address, &seen];
            let said = said.into_iter().filter(|part| !part.is_empty());
            let said: Vec<&str> = said.collect();
            (self.at(session.created_at), said.join("\n"))
        });
        blocks.extend(self.facts(sessions.collect()));
        blocks.push(Block::heading(2, self.t("prepared-data-unsent")));
        let unsent = cover.unsent.iter().map(|file| {
            let name = file.name.clone().unwrap_or_default();
            (self.at(file.created_at), name)
        });
        blocks.extend(self.facts(unsent.collect()));
        blocks.push(Block::heading(2, self.t("prepared-data-events")));
        let events = cover.events.iter();
        let events = events.map(|event| (self.at(event.at), self.event(event)));
        blocks.extend(self.facts(events.collect()));
        blocks.push(Block::heading(2, self.t("prepared-data-absent")));
        blocks.push(Block::paragraph(self.t("prepared-data-absent-what")));
        blocks
    }

    /// The facts, or that there are none.
    fn facts(&self, facts: Vec<(String, String)>) -> Option<Block> {
        Some(match facts.is_empty() {
            true => Block::paragraph(self.t("prepared-data-none")),
            false => Block::Facts(facts),
        })
    }

    fn profile(&self) -> Vec<(String, String)> {
        let cover = self.cover;
        let mut facts = vec![
            self.fact("dossier-marketplace", cover.marketplace.clone()),
            self.fact("prepared-data-id", cover.id.to_string()),
        ];
        match &cover.buyer {
            Some(buyer) => facts.extend([
                self.fact("prepared-data-name", buyer.name.clone()),
                self.fact("prepared-data-email", buyer.email.clone()),
                self.fact("prepared-data-language", buyer.language.clone()),
                self.fact("prepared-data-country", buyer.country.clone()),
                self.fact(
                    "prepared-data-zone",
                    buyer.time_zone.clone().unwrap_or_default(),
                ),
                self.fact("prepared-data-since", self.at(buyer.created_at)),
                self.fact("prepared-data-changed", self.at(buyer.updated_at)),
            ]),
            None => facts.push(self.fact("prepared-data-name", self.t("prepared-data-unknown"))),
        }
        facts.push(self.fact("dossier-made-at", self.at(cover.made_at)));
        facts
    }

    fn line(&self, line: &Line) -> Vec<(String, String)> {
        let state = match line.state {
            ConversationState::Open => "dossier-open",
            ConversationState::Closed => "dossier-closed",
        };
        let mut facts = vec![
            self.fact("dossier-seller", line.seller.clone()),
            self.fact("dossier-state", self.t(state)),
            self.fact("dossier-opened", self.at(line.opened_at)),
            self.fact("dossier-messages", line.messages.to_string()),
            self.fact("prepared-data-looks", line.looks.to_string()),
            self.fact("prepared-data-found", line.found.to_string()),
            self.fact("prepared-data-folder", format!("conversations/{}", line.id)),
        ];
        let draft = line.draft.as_ref();
        facts.extend(draft.map(|text| self.fact("prepared-data-draft", text.clone())));
        if !line.left_out.is_empty() {
            let count = line.left_out.len().to_string();
            facts.push(self.fact("prepared-data-left-out", count));
        }
        facts
    }

    fn event(&self, event: &Event) -> String {
        let key = match event.kind.as_str() {
            "buyer.created" => "prepared-event-buyer-created",
            "buyer.changed" => "prepared-event-buyer-changed",
            "buyer_data.asked" => "prepared-event-asked",
            "buyer_data.fetched" => "prepared-event-fetched",
            "buyer_data.made" => "prepared-event-made",
            other => return other.to_owned(),
        };
        let who = match event.actor_kind.as_str() {
            "buyer" => "prepared-event-by-you",
            "job" => return self.t(key),
            _ => "prepared-event-by-marketplace",
        };
        format!("{} · {}", self.t(key), self.t(who))
    }

    fn at(&self, at: Timestamp) -> String {
        self.reader.full(at).text
    }

    fn fact(&self, key: &str, said: String) -> (String, String) {
        (self.t(key), said)
    }

    fn t(&self, key: &str) -> String {
        self.texts.t(key)
    }
}
