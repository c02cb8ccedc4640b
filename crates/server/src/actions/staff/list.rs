//! Everybody of the staff, with what each can prove itself with and when it last signed in.

use jiff::Timestamp;
use rules::access::{Action, Factors, Relation, Viewer};
use store::accounts::AccountKey;
use store::sessions::Person;
use store::staff::{self, Staff};

use crate::actions::sign_in::with_password::factors;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// A person of staff as its administrators see it.
#[derive(Debug, Clone)]
pub struct Listed {
    pub person: Staff,
    pub factors: Factors,
    /// `None`: never.
    pub signed_in_at: Option<Timestamp>,
}

pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<Listed>, ActionError> {
    check(viewer, Action::ManageStaff, Relation::Marketplace)?;
    app.db
        .read(async move |tx| {
            let signed_in = store::last_sign_ins::of(tx, None).await?;
            let mut all = Vec::new();
            for person in staff::all(tx).await? {
                let factors = match AccountKey::of(&Person::Staff(person.id)) {
                    Some(key) => factors(tx, &key).await?,
                    None => Factors::default(),
                };
                let signed_in_at = signed_in.get(&person.id.to_string()).copied();
                all.push(Listed {
                    person,
                    factors,
                    signed_in_at,
                });
            }
            Ok(all)
        })
        .await
}
