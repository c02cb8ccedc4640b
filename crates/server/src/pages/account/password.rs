//! `POST /account/password`.

use axum::Form;
use axum::response::Response;
use serde::Deserialize;

use super::home::{ADDRESS, AtAccount, refused};
use crate::actions::account::password::{Kept, change};
use crate::device::Device;
use crate::error::ActionError;
use crate::pages::views::account::Part;
use crate::pages::views::notice::Notice;
use crate::pages::visit::go;

#[derive(Default, Deserialize)]
#[serde(default)]
pub struct Change {
    present: String,
    new: String,
}

pub async fn submit(
    at: AtAccount,
    device: Device,
    Form(form): Form<Change>,
) -> Result<Response, ActionError> {
    let kept = Kept {
        session: Some(at.session),
        device: device.known_by,
    };
    let passwords = (form.present.as_str(), form.new.as_str());
    match change(&at.visit.app, at.visit.viewer(), kept, passwords).await {
        Ok(_) => Ok(go(ADDRESS, Notice::PasswordChanged)),
        Err(error) => refused(&at, Part::Password, error, None).await,
    }
}

impl std::fmt::Debug for Change {
    /// Without the passwords.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("Change")
    }
}
