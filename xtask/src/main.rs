//! Developer commands of Dopis. Nothing here is shipped.

mod bench;
mod browser;
mod check;
mod command;
mod fuzz;
mod hostile_api;
mod memory;
mod postgres;
mod run;
mod tidy;
mod tools;
mod workspace;

fn main() -> std::process::ExitCode {
    command::run()
}
