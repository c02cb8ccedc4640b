//! Ending sessions of one's own.

use axum::extract::Path;
use axum::response::Response;

use super::home::{ADDRESS, AtAccount};
use crate::actions::account::password::Kept;
use crate::actions::account::sessions;
use crate::device::Device;
use crate::error::ActionError;
use crate::pages::views::notice::Notice;
use crate::pages::visit::go;

const PLACE: &str = "/account#sessions";

/// `POST /account/sessions/{session}/end`.
pub async fn end_one(at: AtAccount, Path(id): Path<String>) -> Result<Response, ActionError> {
    let session = hash(&id).ok_or(ActionError::NotFound)?;
    sessions::end_one(&at.visit.app, at.visit.viewer(), session).await?;
    Ok(go(PLACE, Notice::SessionEnded))
}

/// `POST /account/sessions/end-others`.
pub async fn end_others(at: AtAccount, device: Device) -> Result<Response, ActionError> {
    let kept = Kept {
        session: Some(at.session),
        device: device.known_by,
    };
    sessions::end_others(&at.visit.app, at.visit.viewer(), kept).await?;
    Ok(go(ADDRESS, Notice::SessionsEnded))
}

/// 64 hexadecimal digits.
fn hash(text: &str) -> Option<[u8; 32]> {
    let mut hash = [0; 32];
    if text.len() != 64 || !text.is_ascii() {
        return None;
    }
    for (byte, place) in hash.iter_mut().zip((0..).step_by(2)) {
        *byte = u8::from_str_radix(text.get(place..place + 2)?, 16).ok()?;
    }
    Some(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_session_is_named_by_64_digits() {
        assert_eq!(hash(&archive::hex(&[0xA7; 32])), Some([0xA7; 32]));
        for bad in ["", "a7", &"g".repeat(64), &"č".repeat(32), &"a".repeat(66)] {
            assert_eq!(hash(bad), None, "{bad}");
        }
    }
}
