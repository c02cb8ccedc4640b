//! The URLs of the pages, by who calls them.

mod absences;
mod all;
mod conversations;
mod entrance;
mod live;
mod staff;

pub(super) use all::endpoints;
