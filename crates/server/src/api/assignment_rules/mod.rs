//! The rules by which a seller shares out work, over the API.

mod described;
mod handlers;
mod shapes;
mod trial;

pub(super) use described::AssignmentRules;
pub use handlers::{
    delete_rule, get_rule, get_rules, post_move, post_rule, put_activity, put_rule,
};
pub use trial::post_trial;
