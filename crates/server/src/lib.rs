//! The server: HTTP, pages, mail, jobs, configuration and the commands of `dopis`.

pub mod actions;
pub mod api;
pub mod app;
pub mod archiving;
pub mod calendars;
pub mod channels;
pub mod clock;
pub mod commands;
pub mod config;
pub mod demo;
pub mod device;
pub mod error;
pub mod event_kinds;
pub mod i18n;
pub mod jobs;
pub mod live;
pub mod middleware;
pub mod pages;
pub mod place;
pub mod random;
pub mod routes;
pub mod seal;
pub mod seen_sessions;
pub mod telemetry;
pub mod totp;
pub mod viewer;
