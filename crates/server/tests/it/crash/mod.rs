//! The service is killed while people write, or what it stands on fails under it:
//! what it acknowledged is there, and nothing is half there.

mod attempt;
mod cluster;
#[path = "../../../examples/load/connection.rs"]
mod connection;
mod dice;
mod disk;
mod failing_disk;
mod failing_postgres;
mod kills;
mod people;
mod point_in_time;
mod process;
mod proxy;
mod sealing;
mod shift;
mod soundness;
mod writer;

pub(crate) use process::Process;
