//! Adding a person of staff: from the command line, or by an administrator.

use rules::access::{Action, Relation, Roles, Viewer};
use rules::ids::StaffId;
use serde_json::json;
use store::events::Stream;
use store::staff::{Staff, UNIQUE_EMAIL, insert};

use crate::actions::record::{Recorder, record};
use crate::actions::sign_in::accounts::normal_email;
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::viewer::check;

/// Longest name and e-mail, in characters.
const MAX_CHARS: usize = 200;

/// A person to add.
pub struct NewStaff {
    pub name: String,
    pub email: String,
    pub language: Language,
    pub roles: Roles,
    pub password: String,
}

/// Who adds it.
#[derive(Debug, Clone)]
pub enum Adder {
    Administrator(Viewer),
    /// Whoever can run commands on the database's machine.
    CommandLine,
}

pub async fn create(app: &App, adder: &Adder, new: NewStaff) -> Result<StaffId, ActionError> {
    let now = app.now();
    let recorder = match adder {
        Adder::Administrator(viewer) => {
            check(viewer, Action::ManageStaff, Relation::Marketplace)?;
            Recorder::new(app, viewer, now)
        }
        Adder::CommandLine => Recorder::of_job(app, "create-staff", now),
    };
    let (name, email) = (new.name.trim().to_owned(), normal_email(&new.email));
    check_text("name", &name)?;
    check_text("email", &email)?;
    if !email
        .split_once('@')
        .is_some_and(|(user, host)| !user.is_empty() && host.contains('.'))
    {
        return Err(ActionError::invalid(
            "email",
            "The e-mail must have the form name@example.com.",
        ));
    }
    if new.roles.iter().next().is_none() {
        return Err(ActionError::invalid(
            "roles",
            "A person of staff has at least one role.",
        ));
    }
    let staff = Staff {
        id: recorder.id(StaffId)?,
        name,
        email,
        language: new.language.tag().to_owned(),
        roles: new.roles,
        active: true,
        password_hash: app.passwords.hash(&new.password).await?,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let id = staff.id;
    app.db
        .write(async move |tx| -> Result<(), ActionError> {
            insert(tx, &staff).await.map_err(|error| {
                if error.is_unique(UNIQUE_EMAIL) {
                    ActionError::conflict(
                        "email_taken",
                        "A person of staff with this e-mail exists already.",
                    )
                } else {
                    error.into()
                }
            })?;
            let roles: Vec<&str> = staff.roles.iter().map(rules::access::Role::code).collect();
            let stream = Stream::Staff(id.to_string());
            let event = recorder.event(
                None,
                stream,
                None,
                "staff.created",
                json!({ "roles": roles }),
            )?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await?;
    Ok(id)
}

fn check_text(field: &'static str, text: &str) -> Result<(), ActionError> {
    let length = text.chars().count();
    if (1..=MAX_CHARS).contains(&length) && !text.chars().any(char::is_control) {
        return Ok(());
    }
    Err(ActionError::invalid(
        field,
        format!("{field} must have 1 to {MAX_CHARS} characters."),
    ))
}

impl std::fmt::Debug for NewStaff {
    /// Without the person and the password.
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("NewStaff")
            .field("roles", &self.roles)
            .finish_non_exhaustive()
    }
}
