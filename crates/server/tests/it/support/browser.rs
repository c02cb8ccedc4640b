//! A browser of somebody's: it keeps all its cookies and sends the forms of the page that it shows.

use std::collections::BTreeMap;
use std::net::SocketAddr;

use axum::body::Body;
use axum::extract::connect_info::ConnectInfo;
use axum::http::{Method, Request};

use super::{Answer, Client, TestApp};

#[derive(Debug, Clone)]
pub struct Browser {
    pub test: TestApp,
    pub cookies: BTreeMap<String, String>,
    address: String,
    csrf: String,
}

impl Browser {
    /// One without any cookie, at this address.
    pub fn at(test: &TestApp, address: &str) -> Browser {
        Browser {
            test: test.clone(),
            cookies: BTreeMap::new(),
            address: address.to_owned(),
            csrf: String::new(),
        }
    }

    /// The browser of a person who is signed in already.
    pub fn of(client: &Client) -> Browser {
        let mut browser = Browser::at(&client.test, "192.0.2.1");
        let session = client.session.clone().unwrap();
        browser.cookies.insert("__Host-dopis".to_owned(), session);
        browser.csrf = client.csrf.clone().unwrap_or_default();
        browser
    }

    /// The same browser, whose requests come to another node.
    pub fn through(&self, node: &TestApp) -> Browser {
        Browser {
            test: node.clone(),
            ..self.clone()
        }
    }

    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request(Method::GET, path);
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// Sends a form; redirects are not followed.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let csrf = self.csrf.clone();
        let fields = [("csrf", csrf.as_str())]
            .into_iter()
            .chain(fields.iter().copied());
        let body: Vec<String> = fields
            .map(|(name, value)| format!("{name}={}", super::client::escaped(value)))
            .collect();
        let request = self
            .request(Method::POST, path)
            .header("content-type", "application/x-www-form-urlencoded")
            .header("sec-fetch-site", "same-origin");
        self.send(request.body(Body::from(body.join("&"))).unwrap())
            .await
    }

    /// Gives e-mail and password on the page that asks for them.
    pub async fn sign_in(&mut self, email: &str, password: &str) -> Answer {
        self.get("/sign-in").await;
        let fields = [
            ("email", email),
            ("password", password),
            ("next", "/account"),
        ];
        self.post("/sign-in", &fields).await
    }

    fn request(&self, method: Method, path: &str) -> axum::http::request::Builder {
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        Request::builder()
            .method(method)
            .uri(path)
            .header("host", "localhost:8080")
            .header("accept-language", "en")
            .header(
                "user-agent",
                "Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0",
            )
            .header("cookie", cookies.join("; "))
    }

    async fn send(&mut self, mut request: Request<Body>) -> Answer {
        let peer: SocketAddr = format!("{}:1000", self.address).parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let answer = self.test.send(request).await;
        for line in answer.headers.get_all("set-cookie") {
            let (cookie, attributes) = line.to_str().unwrap().split_once(';').unwrap();
            let (name, value) = cookie.split_once('=').unwrap();
            match attributes.contains("Max-Age=0") {
                true => self.cookies.remove(name),
                false => self.cookies.insert(name.to_owned(), value.to_owned()),
            };
        }
        let mark = "name=\"csrf\" value=\"";
        if let Some((_, rest)) = answer.body.split_once(mark) {
            self.csrf = rest.split('"').next().unwrap().to_owned();
        }
        answer
    }
}
