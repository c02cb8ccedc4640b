//! Who may do what: one table of viewer × action × record.
//! It knows no route and no status code; a route names the action that it stands for.

mod action;
mod agent_role;
mod roles;
mod table;
mod viewer;

pub use action::Action;
pub use agent_role::AgentRole;
pub use roles::{Role, Roles};
pub use table::{Relation, Verdict, may};
pub use viewer::Viewer;
