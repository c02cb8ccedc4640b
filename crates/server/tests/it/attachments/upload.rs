//! What a program does to upload a file.

use axum::body::Body;
use axum::http::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::support::{Answer, Client};

/// A photo that tells where and with what it was taken.
pub(super) const PHOTO: &[u8] = include_bytes!("../files/photo.jpg");
pub(super) const VIDEO: &[u8] = include_bytes!("../files/clip.mp4");
/// What must not be kept of them.
pub(super) const SECRET: &[u8] = b"SECRET-46.0569N-14.5058E";

pub(super) fn sha256(bytes: &[u8]) -> String {
    let digest: [u8; 32] = Sha256::digest(bytes).into();
    archive::hex(&digest)
}

pub(super) fn tells_the_secret(bytes: &[u8]) -> bool {
    bytes.windows(SECRET.len()).any(|part| part == SECRET)
}

/// Of `/api/v1/conversations/ID` the id.
pub(super) fn id_of(conversation: &str) -> &str {
    conversation.rsplit('/').next().unwrap()
}

impl Client {
    /// Sends bytes as they are.
    pub(super) async fn bytes(&self, method: Method, path: &str, bytes: &[u8]) -> Answer {
        let mut request = self
            .request(method, path)
            .header("content-type", "application/octet-stream");
        if let Some(csrf) = &self.csrf {
            request = request.header("x-csrf-token", csrf);
        }
        let request = request.body(Body::from(bytes.to_vec())).unwrap();
        self.test.send(request).await
    }

    pub(super) async fn begin(&self, conversation: &str, name: &str, bytes: usize) -> Answer {
        let body = json!({ "conversation": id_of(conversation), "name": name, "bytes": bytes });
        self.post("/api/v1/uploads", &body).await
    }

    pub(super) async fn put_bytes(&self, upload: &str, offset: usize, bytes: &[u8]) -> Answer {
        let path = format!("/api/v1/uploads/{upload}/bytes?offset={offset}");
        self.bytes(Method::PUT, &path, bytes).await
    }

    pub(super) async fn complete(&self, upload: &str) -> Answer {
        let path = format!("/api/v1/uploads/{upload}/completion");
        self.bare(Method::POST, &path).await
    }

    /// In one request; the answer.
    pub(super) async fn attach(&self, conversation: &str, name: &str, bytes: &[u8]) -> Answer {
        let name: String = name.bytes().map(|byte| format!("%{byte:02X}")).collect();
        let conversation = id_of(conversation);
        let path = format!("/api/v1/attachments?conversation={conversation}&name={name}");
        self.bytes(Method::POST, &path, bytes).await
    }

    /// In one request; the id.
    pub(crate) async fn attached(&self, conversation: &str, name: &str, bytes: &[u8]) -> String {
        let answer = self.attach(conversation, name, bytes).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        text(&answer.json()["id"])
    }

    pub(crate) async fn write_with(&self, conversation: &str, files: &[String]) -> Answer {
        let body =
            json!({ "text": "V prilogi.", "last_read": 0, "insist": true, "attachments": files });
        self.post(&format!("{conversation}/messages"), &body).await
    }

    /// The files of the newest message.
    pub(super) async fn last_files(&self, conversation: &str) -> Vec<Value> {
        let messages = self.get(&format!("{conversation}/messages")).await.json();
        let last = messages["items"]
            .as_array()
            .unwrap()
            .last()
            .unwrap()
            .clone();
        last["attachments"].as_array().unwrap().clone()
    }
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}
