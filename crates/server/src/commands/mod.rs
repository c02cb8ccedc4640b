//! The commands of `dopis`.

pub mod archive;
pub mod check;
pub mod check_config;
mod command_line;
mod connections;
pub mod create_staff;
pub mod create_token;
pub mod deadline;
mod demo;
pub mod digest;
pub mod export;
pub mod import;
mod migrate;
mod open;
pub mod reseal_secrets;
pub mod reset_second_factor;
mod run;
pub mod serve;
pub mod transfer;

pub use command_line::CommandLine;
pub use open::{CommandError, database_options, open};
pub use run::run;
