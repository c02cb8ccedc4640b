//! Taking away the second factor of somebody who has lost it, and ending sessions of staff.

use rules::access::{Action, Relation, Viewer};
use rules::ids::StaffId;
use serde_json::json;
use store::sessions::Person;
use store::{Tx, accounts, passkeys, session_lists, staff, totp_secrets};

use crate::actions::account::password::{Kept, end_everything};
use crate::actions::record::{Recorder, record};
use crate::actions::sign_in::accounts::{any_of_email, normal_email};
use crate::actions::sign_in::attempts::account_event;
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// What an administrator does for a colleague; the own account has its own page.
pub async fn reset_second_factor(
    app: &App,
    viewer: &Viewer,
    id: StaffId,
) -> Result<(), ActionError> {
    let recorder = may_reset(app, viewer, id)?;
    app.db
        .write(async move |tx| {
            staff::find(tx, id).await?.ok_or(ActionError::NotFound)?;
            reset(tx, &recorder, &Person::Staff(id)).await
        })
        .await
}

/// Ends all sessions of a colleague and revokes the tokens that stand for it.
pub async fn end_sessions(app: &App, viewer: &Viewer, id: StaffId) -> Result<(), ActionError> {
    let recorder = may_reset(app, viewer, id)?;
    app.db
        .write(async move |tx| {
            staff::find(tx, id).await?.ok_or(ActionError::NotFound)?;
            let person = Person::Staff(id);
            let ended = end_everything(tx, &person, Kept::default(), recorder.now).await?;
            let body = json!({ "sessions": ended.sessions, "tokens": ended.tokens });
            let event = account_event(&recorder, &person, "account.sessions_ended", body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await
}

/// What an operator does on the machine, for everybody with this e-mail; says for how many accounts.
pub async fn reset_by_email(app: &App, email: &str) -> Result<usize, ActionError> {
    let email = normal_email(email);
    let recorder = Recorder::of_job(app, "reset-second-factor", app.now());
    app.db
        .write(async move |tx| {
            let found = any_of_email(tx, &email, true).await?;
            for account in &found {
                reset(tx, &recorder, &account.person).await?;
            }
            Ok(found.len())
        })
        .await
}

fn may_reset(app: &App, viewer: &Viewer, id: StaffId) -> Result<Recorder, ActionError> {
    check(viewer, Action::ManageStaff, Relation::Marketplace)?;
    if matches!(viewer, Viewer::Staff { staff, .. } if *staff == id) {
        return Err(ActionError::conflict(
            "oneself",
            "Change your own account on its own page.",
        ));
    }
    Ok(Recorder::new(app, viewer, app.now()))
}

/// Sessions that the lost factor opened end with it.
async fn reset(tx: &Tx, recorder: &Recorder, person: &Person) -> Result<(), ActionError> {
    let Some(key) = accounts::AccountKey::of(person) else {
        return Ok(());
    };
    let had_app = totp_secrets::delete(tx, &key).await?;
    totp_secrets::replace_recovery_codes(tx, &key, &[]).await?;
    let keys = passkeys::delete_all(tx, &key).await?;
    session_lists::end_others(tx, person, None).await?;
    let body = json!({ "totp": had_app, "passkeys": keys });
    let event = account_event(recorder, person, "account.second_factor_reset", body)?;
    record(tx, &[event]).await?;
    Ok(())
}
