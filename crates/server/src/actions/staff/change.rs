//! Other roles for a person of staff, the end of its access or its return.

use rules::access::{Action, Relation, Role, Roles, Standing, Viewer, may_change_staff};
use rules::ids::StaffId;
use serde_json::json;
use store::events::Stream;
use store::sessions::Person;
use store::staff::{self, Staff};

use crate::actions::account::password::{Kept, end_everything};
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::check;

/// What is to change; what is not given stays.
#[derive(Debug, Clone)]
pub struct Change {
    pub roles: Option<Roles>,
    pub active: Option<bool>,
    /// The version that this changes.
    pub version: i64,
}

pub async fn change(
    app: &App,
    viewer: &Viewer,
    id: StaffId,
    change: Change,
) -> Result<(), ActionError> {
    check(viewer, Action::ManageStaff, Relation::Marketplace)?;
    let is_oneself = matches!(viewer, Viewer::Staff { staff, .. } if *staff == id);
    let recorder = Recorder::new(app, viewer, app.now());
    app.db
        .write(async move |tx| {
            staff::hold_active(tx).await?;
            let all = staff::all(tx).await?;
            let found = all.iter().find(|person| person.id == id);
            let before = found.ok_or(ActionError::NotFound)?;
            if change.version != before.version {
                return Err(ActionError::Stale);
            }
            let after = Standing {
                role: change.roles.unwrap_or(before.roles),
                active: change.active.unwrap_or(before.active),
            };
            let administrators = all.iter().filter(|person| {
                person.id != id && person.active && person.roles.contains(Role::Administrator)
            });
            may_change_staff(standing(before), after, is_oneself, administrators.count())
                .map_err(|refused| ActionError::conflict(refused.code(), refused.to_string()))?;
            if after == standing(before) {
                return Ok(());
            }
            let changed = Staff {
                roles: after.role,
                active: after.active,
                version: before.version + 1,
                updated_at: recorder.now,
                ..before.clone()
            };
            staff::update(tx, &changed).await?;
            if before.active && !after.active {
                end_everything(tx, &Person::Staff(id), Kept::default(), recorder.now).await?;
            }
            let codes = |roles: Roles| roles.iter().map(Role::code).collect::<Vec<_>>();
            let body = json!({
                "roles": codes(after.role),
                "roles_before": codes(before.roles),
                "active": after.active,
            });
            let stream = Stream::Staff(id.to_string());
            let event = recorder.event(None, stream, None, "staff.changed", body)?;
            record(tx, &[event]).await?;
            Ok(())
        })
        .await
}

fn standing(person: &Staff) -> Standing<Roles> {
    Standing {
        role: person.roles,
        active: person.active,
    }
}
