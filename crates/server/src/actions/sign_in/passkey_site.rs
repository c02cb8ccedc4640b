//! The site to which passkeys are bound: name and origin come from `server.public_url`.
//! Whose passkey it is, and whether the browser was asked, is not known here.

use std::net::IpAddr;

use sha2::{Digest, Sha256};
use store::accounts::AccountKey;
use uuid::Uuid;
use webauthn_rs::prelude::{Url, Webauthn, WebauthnBuilder, WebauthnError};

use crate::config::Config;
use crate::error::ActionError;

/// Where passkeys can be made and used.
pub struct PasskeySite(pub Webauthn);

impl PasskeySite {
    /// `None` where browsers refuse passkeys: without https (but on localhost), or at an address without a name.
    pub fn of(config: &Config) -> Option<PasskeySite> {
        let url = Url::parse(&config.server.public_url).ok()?;
        let host = url.domain()?;
        if host.parse::<IpAddr>().is_ok() || !(url.scheme() == "https" || host == "localhost") {
            return None;
        }
        let site = WebauthnBuilder::new(host, &url).ok()?;
        let site = site.rp_name(&config.marketplace.name).build().ok()?;
        Some(PasskeySite(site))
    }
}

/// What a passkey calls its account: the same for all of its passkeys, and saying nothing about it.
pub fn handle(key: &AccountKey) -> Uuid {
    let mut hash = Sha256::new();
    hash.update(b"dopis: whose passkey, 1");
    hash.update([0]);
    hash.update(key.seller.as_bytes());
    hash.update([0]);
    hash.update(key.person.as_bytes());
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&hash.finalize()[..16]);
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// A fault of ours, where what came from the browser is not to blame.
pub fn fault(source: WebauthnError) -> ActionError {
    ActionError::Internal {
        operation: "preparing a passkey",
        source: Box::new(source),
    }
}

/// A state or key of ours that was stored.
pub fn unreadable(source: serde_json::Error) -> ActionError {
    ActionError::Internal {
        operation: "storing or reading a passkey",
        source: Box::new(source),
    }
}

impl std::fmt::Debug for PasskeySite {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("PasskeySite")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_need_a_name_and_a_safe_way_to_it() {
        let at = |url: &str| {
            let mut config = Config::default();
            config.server.public_url = url.to_owned();
            PasskeySite::of(&config).is_some()
        };
        assert!(at("https://help.lipa.example") && at("http://localhost:8080"));
        for refused in [
            "http://help.lipa.example",
            "http://127.0.0.1:8080",
            "https://192.0.2.7",
            "https://[2001:db8::1]",
        ] {
            assert!(!at(refused), "{refused}");
        }
    }

    #[test]
    fn each_account_has_a_handle_of_its_own() {
        let of = |seller: &str, person: &str| {
            handle(&AccountKey {
                seller: seller.into(),
                person: person.into(),
            })
        };
        assert_eq!(of("nova", "ana"), of("nova", "ana"));
        assert_ne!(of("nova", "ana"), of("", "novaana"));
        assert_ne!(of("nova", "ana"), of("nov", "aana"));
    }
}
