//! The service is killed while people write: what it acknowledged is there, and nothing is half there.

mod attempt;
#[path = "../../../examples/load/connection.rs"]
mod connection;
mod dice;
mod kills;
mod people;
mod process;
mod soundness;
mod writer;
