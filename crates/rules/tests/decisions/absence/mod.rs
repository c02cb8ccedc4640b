//! Planned absences: when they may be announced, what is decided, whose clocks they stop.

mod announcing;
mod deciding;
mod deputising;
mod stopping;
mod support;
