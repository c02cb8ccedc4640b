//! Planned absences: when they may be announced, what is decided, whose clocks they stop.

mod announcing;
mod deciding;
mod stopping;
mod support;
