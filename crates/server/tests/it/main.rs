//! The integration tests of the server.

#![cfg(test)]

mod configuration_reference;
mod assets;
mod every_page_renders;
mod html;
mod texts;
