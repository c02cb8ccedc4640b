//! Hand-off tokens as the marketplace signs them.

use jsonwebtoken::{EncodingKey, Header, encode};
use serde::Serialize;

use super::TestApp;
use super::test_app::SECRET;

/// The claims of a token; a test changes what it is about.
#[derive(Debug, Clone, Serialize)]
pub struct Claims {
    pub aud: String,
    pub sub: String,
    pub kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seller: Option<String>,
    pub iat: i64,
    pub exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jti: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
}

impl Claims {
    /// A valid buyer's, one minute long.
    pub fn buyer(test: &TestApp, id: &str) -> Claims {
        let now_s = test.now().as_second();
        Claims {
            aud: "dopis".into(),
            sub: id.into(),
            kind: "buyer",
            seller: None,
            iat: now_s,
            exp: now_s + 60,
            jti: Some(test.app.random.secret().unwrap()),
            name: None,
            language: None,
        }
    }

    /// A valid agent's, one minute long.
    pub fn agent(test: &TestApp, seller: &str, id: &str) -> Claims {
        Claims {
            kind: "agent",
            seller: Some(seller.into()),
            ..Claims::buyer(test, id)
        }
    }

    /// Signed with the tests' secret.
    pub fn sign(&self) -> String {
        sign(&Header::default(), self, SECRET.as_bytes())
    }
}

/// Signed with HS256 and any header and key.
pub fn sign(header: &Header, claims: &impl Serialize, secret: &[u8]) -> String {
    encode(header, claims, &EncodingKey::from_secret(secret)).unwrap()
}
