//! Somebody who sends requests: nobody, a person with a session, or a program with a token.

use axum::body::Body;
use axum::http::request::Builder;
use axum::http::{Method, Request};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::{Answer, TestApp};

#[derive(Debug, Clone)]
pub struct Client {
    pub test: TestApp,
    /// Value of the session cookie.
    pub session: Option<String>,
    /// What forms and `X-CSRF-Token` carry.
    pub csrf: Option<String>,
    pub token: Option<String>,
}

impl Client {
    pub(super) fn anonymous(test: TestApp) -> Client {
        Client {
            test,
            session: None,
            csrf: None,
            token: None,
        }
    }

    pub(super) fn signed_in(test: TestApp, session: String, csrf: &[u8; 32]) -> Client {
        // With a pad of zeros the masked token is the token itself.
        let masked = URL_SAFE_NO_PAD.encode([[0; 32], *csrf].concat());
        Client {
            test,
            session: Some(session),
            csrf: Some(masked),
            token: None,
        }
    }

    /// A program with this API token.
    pub fn with_token(test: TestApp, token: String) -> Client {
        Client {
            test,
            session: None,
            csrf: None,
            token: Some(token),
        }
    }

    /// The same person at another node.
    pub fn at(&self, node: &TestApp) -> Client {
        Client {
            test: node.clone(),
            ..self.clone()
        }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.test
            .send(self.request(Method::GET, path).body(Body::empty()).unwrap())
            .await
    }

    /// Sends a form as a page of the service does, with the CSRF token.
    pub async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf.as_deref().map(|csrf| ("csrf", csrf));
        let body: Vec<String> = csrf
            .iter()
            .chain(fields)
            .map(|(name, value)| format!("{name}={}", escaped(value)))
            .collect();
        let request = self
            .request(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.test
            .send(request.body(Body::from(body.join("&"))).unwrap())
            .await
    }

    /// Sends JSON, with the CSRF token in its header where there is a session.
    pub async fn json(&self, method: Method, path: &str, body: &Value) -> Answer {
        let mut request = self
            .request(method, path)
            .header("content-type", "application/json");
        if let Some(csrf) = &self.csrf {
            request = request.header("x-csrf-token", csrf);
        }
        self.test
            .send(request.body(Body::from(body.to_string())).unwrap())
            .await
    }

    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        self.json(Method::POST, path, body).await
    }

    pub async fn put(&self, path: &str, body: &Value) -> Answer {
        self.json(Method::PUT, path, body).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        let mut request = self.request(Method::DELETE, path);
        if let Some(csrf) = &self.csrf {
            request = request.header("x-csrf-token", csrf);
        }
        self.test.send(request.body(Body::empty()).unwrap()).await
    }

    /// A request with this sender's credentials and nothing else.
    pub fn request(&self, method: Method, path: &str) -> Builder {
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost:8080");
        if let Some(session) = &self.session {
            request = request.header("cookie", format!("__Host-dopis={session}"));
        }
        if let Some(token) = &self.token {
            request = request.header("authorization", format!("Bearer {token}"));
        }
        request
    }
}

pub(super) fn escaped(value: &str) -> String {
    value
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-_.".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}
