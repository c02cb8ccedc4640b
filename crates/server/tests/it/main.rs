//! The integration tests of the server.

#![cfg(test)]

mod every_page_renders;
mod html;
mod texts;
