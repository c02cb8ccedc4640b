//! What values must be, beyond their type.

use std::net::ToSocketAddrs;

use rules::settings::NoticeText;

use super::{Config, HandOffAlgorithm};
use crate::i18n::Language;

impl Config {
    /// A line for each value that cannot be used, with its key.
    pub(super) fn problems(&self) -> Vec<String> {
        let all = [
            self.place_problems(),
            self.work_problems(),
            self.attachment_problems(),
            self.access_problems(),
            refused(self.archive.checks()),
            refused(self.archive.checks_of_others()),
            refused(self.metrics.checks()),
        ];
        all.into_iter().flatten().collect()
    }

    fn place_problems(&self) -> Vec<String> {
        let (server, marketplace) = (&self.server, &self.marketplace);
        let web = ["http://", "https://"];
        let host = web
            .iter()
            .find_map(|scheme| server.public_url.strip_prefix(scheme));
        let database = &self.database.url;
        let capital = |text: &str| text.len() == 2 && text.bytes().all(|b| b.is_ascii_uppercase());
        refused([
            (
                "server.listen",
                "an address and a port such as 127.0.0.1:8080",
                server.listen.to_socket_addrs().is_ok(),
            ),
            (
                "server.public_url",
                "an address without a path that begins with https:// or http://",
                host.is_some_and(|host| !host.is_empty() && !host.contains('/')),
            ),
            (
                "server.request_timeout_ms",
                "at least 1",
                server.request_timeout_ms > 0,
            ),
            (
                "server.header_timeout_ms",
                "at least 1",
                server.header_timeout_ms > 0,
            ),
            (
                "database.url",
                "sqlite:PATH or postgres://…",
                database.starts_with("postgres://")
                    || database.starts_with("postgresql://")
                    || database
                        .strip_prefix("sqlite:")
                        .is_some_and(|path| !path.is_empty()),
            ),
            (
                "marketplace.name",
                "a name",
                !marketplace.name.trim().is_empty(),
            ),
            (
                "marketplace.country",
                "two capital letters such as SI",
                capital(&marketplace.country),
            ),
            (
                "marketplace.time_zone",
                "an IANA time zone such as Europe/Ljubljana",
                jiff::tz::TimeZone::get(&marketplace.time_zone).is_ok(),
            ),
            (
                "marketplace.language",
                "sl or en",
                Language::from_tag(&marketplace.language).is_some(),
            ),
        ])
    }

    fn work_problems(&self) -> Vec<String> {
        let (database, deadline) = (&self.database, &self.deadline);
        refused([
            (
                "database.connections",
                "at least 1",
                database.connections > 0,
            ),
            ("database.queue", "at least 1", database.queue > 0),
            ("database.timeout_ms", "at least 2", database.timeout_ms > 1),
            (
                "deadline.hours",
                "above 0 and at most 10000",
                deadline.hours > 0.0 && deadline.hours <= 10_000.0,
            ),
            (
                "deadline.due_soon_percent",
                "from 1 to 99",
                (1..=99).contains(&deadline.due_soon_percent),
            ),
            (
                "moderation.opens",
                "a time of day such as 08:00, before moderation.closes",
                self.moderation.working_hours().is_ok(),
            ),
            (
                "moderation.hours",
                "above 0 and at most 1000",
                self.moderation.hours > 0.0 && self.moderation.hours <= 1_000.0,
            ),
            (
                "buyers.notice_sl",
                "at most 2000 characters that can be shown",
                NoticeText::parse(&self.buyers.notice_sl).is_some(),
            ),
            (
                "buyers.notice_en",
                "at most 2000 characters that can be shown",
                NoticeText::parse(&self.buyers.notice_en).is_some(),
            ),
        ])
    }

    fn access_problems(&self) -> Vec<String> {
        let limits = &self.limits;
        let hs256 = self.hand_off.algorithm == HandOffAlgorithm::Hs256;
        refused([
            (
                "hand_off.secret",
                "at least 32 characters long, for hs256",
                !hs256 || self.hand_off.secret.len() >= 32,
            ),
            (
                "hand_off.audience",
                "what the marketplace writes into aud",
                !self.hand_off.audience.is_empty(),
            ),
            (
                "sign_in.session_hours",
                "at least 1",
                self.sign_in.session_hours > 0,
            ),
            (
                "sign_in.secret_key",
                "empty or at least 32 characters long",
                self.sign_in.secret_key.is_empty() || self.sign_in.secret_key.len() >= 32,
            ),
            (
                "sign_in.other_secret_key",
                "empty or at least 32 characters long, and sign_in.secret_key set beside it",
                self.sign_in.other_secret_key.is_empty()
                    || (self.sign_in.other_secret_key.len() >= 32
                        && !self.sign_in.secret_key.is_empty()),
            ),
            (
                "limits.requests_per_minute",
                "at least 1",
                limits.requests_per_minute > 0,
            ),
            (
                "limits.anonymous_per_minute",
                "at least 1",
                limits.anonymous_per_minute > 0,
            ),
            (
                "limits.sign_in_attempts",
                "at least 1",
                limits.sign_in_attempts > 0,
            ),
            (
                "limits.sign_in_attempts_of_strangers",
                "at least 1",
                limits.sign_in_attempts_of_strangers > 0,
            ),
            (
                "log.filter",
                "a filter such as info,dopis=debug",
                crate::telemetry::filter(&self.log).is_ok(),
            ),
        ])
    }

    fn attachment_problems(&self) -> Vec<String> {
        let attachments = &self.attachments;
        refused([
            (
                "attachments.storage",
                "file:FOLDER or s3:BUCKET",
                ["file:", "s3:"].iter().any(|scheme| {
                    attachments
                        .storage
                        .strip_prefix(scheme)
                        .is_some_and(|place| !place.is_empty() && !place.starts_with("//"))
                }),
            ),
            (
                "attachments.upload_timeout_ms",
                "at least 1",
                attachments.upload_timeout_ms > 0,
            ),
            (
                "attachments.tesseract_languages",
                "codes joined by +, such as slv+eng",
                attachments.tesseract_languages.split('+').all(|code| {
                    !code.is_empty()
                        && code
                            .bytes()
                            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
                }),
            ),
            (
                "attachments.tesseract_timeout_ms",
                "at least 1",
                attachments.tesseract_timeout_ms > 0,
            ),
        ])
    }
}

fn refused<const N: usize>(checks: [(&str, &str, bool); N]) -> Vec<String> {
    let refused = checks.into_iter().filter(|(_, _, holds)| !holds);
    refused
        .map(|(key, must, _)| format!("{key}: must be {must}"))
        .collect()
}
