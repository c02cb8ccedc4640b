//! The URLs of the pages, by who calls them.

mod absences;
mod account;
mod all;
mod composer;
mod conversations;
mod entrance;
mod figures;
mod inbox;
mod live;
mod people;
mod prepared;
mod staff;
mod strikes;

pub(super) use all::endpoints;
