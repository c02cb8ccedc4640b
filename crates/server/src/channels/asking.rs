//! One question to another server over HTTP, and its answer: short, soon, and from nowhere else.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;

/// Those that are asked here say little.
pub const ANSWER_BYTES_MAX: usize = 128 * 1024;

/// Connections to others, kept for the next question; a clone is a handle on the same ones.
#[derive(Debug, Clone, Default)]
pub struct Asking(Arc<OnceLock<Client>>);

/// What is asked.
#[derive(Debug)]
pub struct Question {
    pub url: String,
    pub content_type: &'static str,
    pub body: Vec<u8>,
    pub timeout: Duration,
}

#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    pub body: Vec<u8>,
}

/// Why there is no answer.
#[derive(Debug, thiserror::Error)]
pub enum AskError {
    #[error("it cannot be reached, or does not answer in time")]
    Http(#[from] reqwest::Error),
    #[error("it answers with more than {ANSWER_BYTES_MAX} bytes")]
    TooLong,
}

impl Asking {
    /// Whoever redirects to elsewhere has not answered.
    pub async fn post(&self, question: Question) -> Result<Answer, AskError> {
        let request = self.client()?.post(question.url);
        let request = request.header(CONTENT_TYPE, question.content_type);
        let request = request.timeout(question.timeout).body(question.body);
        let mut response = request.send().await.map_err(reqwest::Error::without_url)?;
        let mut body = Vec::new();
        while let Some(chunk) = response
            .chunk()
            .await
            .map_err(reqwest::Error::without_url)?
        {
            body.extend_from_slice(&chunk);
            if body.len() > ANSWER_BYTES_MAX {
                return Err(AskError::TooLong);
            }
        }
        Ok(Answer {
            status: response.status().as_u16(),
            body,
        })
    }

    fn client(&self) -> Result<&Client, reqwest::Error> {
        if let Some(client) = self.0.get() {
            return Ok(client);
        }
        // Whoever was first has installed the same one.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(Policy::none()).build()?;
        Ok(self.0.get_or_init(|| client))
    }
}
