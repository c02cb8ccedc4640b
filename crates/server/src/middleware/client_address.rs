//! From which address a request comes: the peer, or what trusted proxies say of theirs.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::connect_info::ConnectInfo;
use axum::extract::{FromRequestParts, Request, State};
use axum::http::HeaderMap;
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::Response;

use crate::app::App;

/// The address as limits count it: an IPv6 address stands for its /64, which is what one household gets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientAddress(pub IpAddr);

impl<S: Send + Sync> FromRequestParts<S> for ClientAddress {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Self::Rejection> {
        Ok(parts
            .extensions
            .get()
            .copied()
            .unwrap_or(ClientAddress(IpAddr::V4(Ipv4Addr::UNSPECIFIED))))
    }
}

pub(super) async fn find(State(app): State<App>, mut request: Request, next: Next) -> Response {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map(|info| info.0.ip());
    let address = client(peer, request.headers(), app.config.server.trusted_proxies);
    request.extensions_mut().insert(address);
    next.run(request).await
}

/// The entry that the outermost trusted proxy wrote. Entries left of it can be forged; where there are fewer
/// entries than trusted proxies, the request did not come through all of them, and the peer alone is certain.
fn client(peer: Option<IpAddr>, headers: &HeaderMap, trusted_proxies: u8) -> ClientAddress {
    let peer = peer.unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
    let Some(behind) = usize::from(trusted_proxies).checked_sub(1) else {
        return ClientAddress(widen(peer));
    };
    let lines = headers.get_all("x-forwarded-for");
    let entries: Vec<&str> = lines
        .iter()
        .filter_map(|line| line.to_str().ok())
        .flat_map(|line| line.split(','))
        .collect();
    let entry = entries.iter().rev().nth(behind);
    let forwarded = entry.and_then(|entry| entry.trim().parse::<IpAddr>().ok());
    ClientAddress(widen(forwarded.unwrap_or(peer)))
}

fn widen(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(six) => match six.to_ipv4_mapped() {
            Some(four) => IpAddr::V4(four),
            None => IpAddr::V6(Ipv6Addr::from_bits(six.to_bits() & !u128::from(u64::MAX))),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(peer: &str, forwarded: &[&'static str], trusted_proxies: u8) -> String {
        let mut headers = HeaderMap::new();
        for line in forwarded {
            headers.append("x-forwarded-for", line.parse().unwrap());
        }
        client(Some(peer.parse().unwrap()), &headers, trusted_proxies)
            .0
            .to_string()
    }

    #[test]
    fn only_entries_of_trusted_proxies_count() {
        assert_eq!(found("10.0.0.1", &["6.6.6.6"], 0), "10.0.0.1");
        assert_eq!(
            found("10.0.0.1", &["6.6.6.6, 203.0.113.9"], 1),
            "203.0.113.9"
        );
        assert_eq!(
            found("10.0.0.1", &["6.6.6.6", "203.0.113.9, 10.0.0.2"], 2),
            "203.0.113.9"
        );
        assert_eq!(found("10.0.0.1", &[], 1), "10.0.0.1");
        assert_eq!(found("10.0.0.1", &["unknown"], 1), "10.0.0.1");
    }

    #[test]
    fn who_goes_round_a_proxy_chooses_no_address() {
        assert_eq!(found("10.0.0.1", &["6.6.6.6"], 2), "10.0.0.1");
        assert_eq!(found("10.0.0.1", &["6.6.6.6", "7.7.7.7"], 3), "10.0.0.1");
        assert_eq!(found("10.0.0.1", &[""], 2), "10.0.0.1");
    }

    #[test]
    fn a_household_of_ipv6_is_one_address() {
        assert_eq!(found("2001:db8:1:2:3:4:5:6", &[], 0), "2001:db8:1:2::");
        assert_eq!(found("::ffff:192.0.2.7", &[], 0), "192.0.2.7");
    }
}
