//! What somebody tries who is not meant to: other people's records, malformed requests, slow connections;
//! and what the log tells of it all.

mod bodies;
mod foreign;
mod front;
mod logs;
mod nasty;
mod open_redirects;
mod raw;
pub(crate) mod records;
pub(crate) mod requests;
mod slow;
mod smuggling;
mod values;
mod wire;
