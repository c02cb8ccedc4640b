//! The integration tests of the server.

#![cfg(test)]

mod accounts;
mod api;
mod archiving;
mod assets;
mod attachments;
mod colours;
mod configuration_reference;
mod crash;
mod demo;
mod event_kinds;
mod every_endpoint_denies;
mod every_page_renders;
mod hostile;
mod html;
mod jobs;
mod live;
mod looking;
mod marketplace;
mod metrics;
mod middleware;
mod model;
mod pages;
mod permissions;
mod sign_in;
mod support;
mod texts;
mod tokens;
mod transfer;
