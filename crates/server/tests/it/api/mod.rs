//! The API as its callers see it, on both databases.

mod absences;
mod contact;
mod conversing;
mod deputies;
mod figures;
mod following;
mod holding;
mod inbox;
mod labelled;
mod openapi;
mod overseeing;
mod prepared;
mod reference;
mod replying;
mod rule_sets;
mod sending_again;
mod settings;
mod sharing_out;
pub(crate) mod strikes;
mod two_nodes;
mod world;

pub(crate) use world::World;
