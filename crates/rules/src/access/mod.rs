//! Who may do what: one table of viewer × action × record.
//! It knows no route and no status code; a route names the action that it stands for.

mod action;
mod agent_role;
mod people;
mod roles;
mod second_factor;
mod table;
mod viewer;

pub use action::Action;
pub use agent_role::AgentRole;
pub use people::{PeopleRefused, Standing, may_change_agent, may_change_staff};
pub use roles::{Role, Roles};
pub use second_factor::{
    AfterPassword, Factors, after_password, may_be_left_with, open_before_second_factor,
};
pub use table::{Relation, Verdict, may};
pub use viewer::Viewer;
