//! One request for a page: who asks, for what, and what surrounds the answer.

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderMap, Uri};
use axum::response::{Html, IntoResponse, Redirect, Response};
use rules::access::{Action, Relation, Verdict, Viewer, may};
use store::agent_preferences::AgentSurroundings;

use super::frame::frame;
use super::list_query;
use super::rendered;
use super::views::format::Reader;
use super::views::notice::Notice;
use super::views::page::{LiveBase, Page};
use crate::actions::{reading_zone, surroundings};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{Identity, actor};

/// The parameter that carries a notice through a redirect.
const NOTICE: &str = "notice=";

#[derive(Debug)]
pub struct Visit {
    pub app: App,
    pub identity: Identity,
    path: String,
    notice: Option<Notice>,
    /// The query of the list that the reader looked at last; empty where none is known.
    pub(super) list_query: String,
    /// How far this node had told before anything was read for the page.
    live_after: Option<i64>,
    surroundings: Option<AgentSurroundings>,
    /// Whether the answer is put before a person, not fetched by a script or in case somebody should want it.
    pub(super) is_shown: bool,
}

impl Visit {
    pub fn viewer(&self) -> &Viewer {
        &self.identity.viewer
    }

    /// Whether the table allows this with the viewer's own records.
    pub fn may(&self, action: Action) -> bool {
        may(self.viewer(), action, Relation::Own) == Verdict::Allowed
    }

    /// Path and query of what was asked for, without a notice.
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The frame of the page that was asked for.
    pub fn page(&self) -> Page {
        self.page_at(self.path.clone())
    }

    /// The frame of a page that answers a form: `path` is where it can be asked for again.
    pub fn page_at(&self, path: String) -> Page {
        Page {
            notices: self.notice.into_iter().collect(),
            live: self.live(),
            single_keys: self.surroundings.map(|agent| agent.single_keys),
            unread_mentions: self
                .surroundings
                .map_or(0, |agent| u64::from(agent.unread_mentions)),
            ..frame(&self.app, &self.identity, &path)
        }
    }

    /// What the page follows, for those who may: it is made after this position, so that nothing falls between.
    fn live(&self) -> Option<LiveBase> {
        self.may(Action::FollowLive).then(|| LiveBase {
            after: self.live_after,
            who: actor(self.viewer()).1,
        })
    }

    /// Language, zone and present instant for everything that is worded on the page.
    pub async fn reader(&self) -> Result<Reader, ActionError> {
        let zone = reading_zone::run(&self.app, self.viewer()).await?;
        Ok(Reader::new(self.identity.language, zone, self.app.now()))
    }
}

impl FromRequestParts<App> for Visit {
    type Rejection = ActionError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let Ok(identity) = Identity::from_request_parts(parts, app).await;
        let Ok(OriginalUri(uri)) = OriginalUri::from_request_parts(parts, app).await;
        let live_after = app.live.position();
        let surroundings = surroundings::of(app, &identity.viewer).await?;
        let (path, notice) = without_notice(&uri);
        Ok(Visit {
            app: app.clone(),
            identity,
            path,
            notice,
            list_query: list_query::recall(&parts.headers),
            live_after,
            surroundings,
            is_shown: is_shown(&parts.headers),
        })
    }
}

fn is_shown(headers: &HeaderMap) -> bool {
    let value = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let ahead = value("sec-purpose").is_some_and(|purpose| purpose.starts_with("prefetch"));
    !ahead && value("sec-fetch-dest").is_none_or(|destination| destination == "document")
}

/// The view as the answer.
pub(super) fn show(view: &impl askama::Template) -> Result<Response, ActionError> {
    Ok(Html(rendered(view)?).into_response())
}

/// On to a page, with a word about what has just been done.
pub(super) fn go(path: &str, notice: Notice) -> Response {
    let (path, anchor) = path.split_once('#').unwrap_or((path, ""));
    let mark = if path.contains('?') { '&' } else { '?' };
    let hash = if anchor.is_empty() { "" } else { "#" };
    Redirect::to(&format!(
        "{path}{mark}{NOTICE}{}{hash}{anchor}",
        notice.code()
    ))
    .into_response()
}

/// A notice is for once: the address to come back to is without it.
fn without_notice(uri: &Uri) -> (String, Option<Notice>) {
    let mut notice = None;
    let mut kept = Vec::new();
    for pair in uri.query().unwrap_or_default().split('&') {
        match pair.strip_prefix(NOTICE) {
            Some(code) => notice = Notice::from_code(code),
            None if pair.is_empty() => {}
            None => kept.push(pair),
        }
    }
    let path = match kept.is_empty() {
        true => uri.path().to_owned(),
        false => format!("{}?{}", uri.path(), kept.join("&")),
    };
    (path, notice)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_notice_travels_once() {
        let response = go("/conversations/1?a=b#m2", Notice::ReplySent);
        let location = response.headers()["location"].to_str().unwrap();
        assert_eq!(location, "/conversations/1?a=b&notice=reply-sent#m2");
        let uri: Uri = "/conversations/1?a=b&notice=reply-sent".parse().unwrap();
        let (path, notice) = without_notice(&uri);
        assert_eq!(
            (path.as_str(), notice),
            ("/conversations/1?a=b", Some(Notice::ReplySent))
        );
        let uri: Uri = "/staff?notice=%3Cscript%3E".parse().unwrap();
        assert_eq!(without_notice(&uri), ("/staff".to_owned(), None));
    }
}
