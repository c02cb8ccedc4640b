//! Everybody of the staff, with what each can prove itself with.

use rules::access::{Action, Factors, Relation, Viewer};
use store::accounts::AccountKey;
use store::sessions::Person;
use store::staff::{self, Staff};

use crate::actions::sign_in::with_password::factors;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

pub async fn list(app: &App, viewer: &Viewer) -> Result<Vec<(Staff, Factors)>, ActionError> {
    check(viewer, Action::ManageStaff, Relation::Marketplace)?;
    app.db
        .read(async move |tx| {
            let mut all = Vec::new();
            for person in staff::all(tx).await? {
                let factors = match AccountKey::of(&Person::Staff(person.id)) {
                    Some(key) => factors(tx, &key).await?,
                    None => Factors::default(),
                };
                all.push((person, factors));
            }
            Ok(all)
        })
        .await
}
