//! The browser at the other end, as far as its owner needs it to tell one session from another:
//! a shortened `User-Agent` and the beginning of its address. Nothing here proves anything.

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use std::net::IpAddr;

use crate::middleware::{ClientAddress, DeviceCookie};

const USER_AGENT_MAX_CHARS: usize = 200;

/// The browser that a request comes from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Device {
    pub user_agent: String,
    /// The beginning of the address.
    pub address: String,
    /// The hash of the cookie by which the browser is known, if it has one.
    pub known_by: Option<[u8; 32]>,
}

/// What a `User-Agent` says, in names that are the same in every language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Described {
    pub browser: Option<&'static str>,
    pub system: Option<&'static str>,
}

impl<S: Send + Sync> FromRequestParts<S> for Device {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Self::Rejection> {
        let ClientAddress(address) = ClientAddress::from_request_parts(parts, state).await?;
        let header = parts.headers.get(USER_AGENT);
        let text = header
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default();
        Ok(Device {
            user_agent: text.chars().take(USER_AGENT_MAX_CHARS).collect(),
            address: beginning(address),
            known_by: DeviceCookie::hash(&parts.headers),
        })
    }
}

/// Enough to recognise one's own network by, and too little to find a household.
fn beginning(address: IpAddr) -> String {
    match address {
        IpAddr::V4(four) => {
            let [a, b, c, _] = four.octets();
            format!("{a}.{b}.{c}.…")
        }
        IpAddr::V6(six) => {
            let [a, b, c, ..] = six.segments();
            format!("{a:x}:{b:x}:{c:x}:…")
        }
    }
}

/// Looks for the names that matter; of those that imitate each other the more special comes first.
pub fn described(user_agent: &str) -> Described {
    let first = |names: &[(&str, &'static str)]| {
        let found = names.iter().find(|(mark, _)| user_agent.contains(mark));
        found.map(|(_, name)| *name)
    };
    Described {
        browser: first(&[
            ("Edg", "Edge"),
            ("OPR/", "Opera"),
            ("SamsungBrowser/", "Samsung Internet"),
            ("Vivaldi/", "Vivaldi"),
            ("FxiOS/", "Firefox"),
            ("Firefox/", "Firefox"),
            ("CriOS/", "Chrome"),
            ("Chromium/", "Chromium"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ]),
        system: first(&[
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Android", "Android"),
            ("CrOS", "ChromeOS"),
            ("Windows", "Windows"),
            ("Mac OS X", "macOS"),
            ("Linux", "Linux"),
        ]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn browsers_are_told_apart_although_they_imitate_each_other() {
        let cases = [
            (
                "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0",
                Some("Edge"),
                Some("Windows"),
            ),
            (
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
                Some("Firefox"),
                Some("Linux"),
            ),
            (
                "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
                Some("Safari"),
                Some("macOS"),
            ),
            (
                "Mozilla/5.0 (iPhone; CPU iPhone OS 26_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
                Some("Safari"),
                Some("iPhone"),
            ),
            (
                "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36",
                Some("Chrome"),
                Some("Android"),
            ),
            ("curl/8.5.0", None, None),
            ("", None, None),
        ];
        for (user_agent, browser, system) in cases {
            assert_eq!(
                described(user_agent),
                Described { browser, system },
                "{user_agent}"
            );
        }
    }

    #[test]
    fn of_an_address_only_the_beginning_is_kept() {
        let of = |text: &str| beginning(text.parse().unwrap());
        assert_eq!(of("203.0.113.77"), "203.0.113.…");
        assert_eq!(of("2001:db8:7:1::5"), "2001:db8:7:…");
    }
}
