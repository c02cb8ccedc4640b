//! `GET /conversations`: a seller's lists or a buyer's own, depending on who asks.

use axum::extract::Query;
use axum::http::header::SET_COOKIE;
use axum::response::Response;
use rules::access::Viewer;
use rules::ids::ConversationId;
use serde::Deserialize;
use store::lists::{Entry, Seek};

use super::{inbox, of_buyer};
use crate::actions::views::Fields;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::list_query;
use crate::pages::views::inbox::TabKind;
use crate::pages::visit::Visit;

/// Rows of one page.
pub(super) const ROWS: u32 = 50;

/// Characters of a snippet; the style sheet cuts it to the width that there is.
const SNIPPET_CHARS: usize = 200;

#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub(super) tab: String,
    /// The id of a saved view; its tab and fields are meant then.
    pub(super) view: String,
    /// Where this page begins, as [`cursor`] writes it.
    pub(super) after: String,
    /// `all`: every row is chosen.
    pub(super) select: String,
    #[serde(flatten)]
    pub(super) fields: Fields,
}

impl Asked {
    /// What a saved view keeps: the tab, and the filled fields as JSON.
    pub(in crate::pages) fn kept(&self) -> Result<(String, String), ActionError> {
        let tab = TabKind::from_code(&self.tab).unwrap_or(TabKind::All);
        Ok((tab.code().to_owned(), self.fields.kept()?))
    }
}

pub async fn show(visit: Visit, Query(asked): Query<Asked>) -> Result<Response, ActionError> {
    match visit.viewer() {
        Viewer::Agent { .. } => {
            let remembered = list_query::remember(visit.path());
            let mut response = inbox::show(visit, asked, None).await?;
            if let Some(cookie) = remembered {
                response.headers_mut().append(SET_COOKIE, cookie);
            }
            Ok(response)
        }
        Viewer::Buyer(_) => of_buyer::show(visit, asked).await,
        _ => Err(ActionError::NotFound),
    }
}

/// The key of a page's last row, in an address.
pub(super) fn cursor(seek: &Seek) -> String {
    format!("{}.{}", seek.at.as_microsecond(), seek.id)
}

/// Reads a key back; none for the first page.
pub(super) fn parse_cursor(text: &str) -> Result<Option<Seek>, ActionError> {
    if text.is_empty() {
        return Ok(None);
    }
    let seek = text.split_once('.').and_then(|(micros, id)| {
        let at = jiff::Timestamp::from_microsecond(micros.parse().ok()?).ok()?;
        let id: ConversationId = id.parse().ok()?;
        Some(Seek { at, id })
    });
    match seek {
        Some(seek) => Ok(Some(seek)),
        None => Err(ActionError::invalid(
            "after",
            "after: this is not the place of a page.",
        )),
    }
}

/// The newest message of a conversation in one line; of one without words, that files came with it.
pub(super) fn newest(texts: &Texts, text: Option<&str>) -> String {
    match text {
        Some("") => texts.t("attach-alone"),
        text => snippet(text),
    }
}

/// Where a conversation is opened: at the newest message, so that on a phone nobody scrolls to it.
pub(super) fn opens_at(entry: &Entry) -> String {
    format!("/conversations/{}#from-{}", entry.id, entry.last_sequence)
}

/// The beginning of a text in one line.
pub(in crate::pages) fn snippet(text: Option<&str>) -> String {
    let mut line = String::new();
    let mut left = SNIPPET_CHARS;
    for word in text.unwrap_or_default().split_whitespace() {
        if !line.is_empty() && left > 0 {
            line.push(' ');
            left -= 1;
        }
        let chars = word.chars().count();
        if chars >= left {
            line.extend(word.chars().take(left));
            break;
        }
        line.push_str(word);
        left -= chars;
    }
    line
}

#[cfg(test)]
mod tests {
    use super::{SNIPPET_CHARS, snippet};

    #[test]
    fn the_beginning_is_one_line_and_ends_where_it_ends() {
        assert_eq!(snippet(None), "");
        assert_eq!(
            snippet(Some(" Dober \n\t dan,\u{a0}paket ")),
            "Dober dan, paket"
        );
        let long = "č".repeat(SNIPPET_CHARS - 2);
        assert_eq!(snippet(Some(&format!("{long} a"))), format!("{long} a"));
        assert_eq!(snippet(Some(&format!("{long} ab"))), format!("{long} a"));
        assert_eq!(
            snippet(Some(&"č".repeat(SNIPPET_CHARS + 1))),
            "č".repeat(SNIPPET_CHARS)
        );
    }
}
