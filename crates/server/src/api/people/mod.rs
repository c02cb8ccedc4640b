//! The people of a seller, as its owners keep them.

mod access;
mod described;
mod invitations;
mod role;

pub use access::{delete_sessions, put_access};
pub use invitations::{delete_invitation, get_invitations, post_invitation};

pub(super) use described::People;
use role::role;
