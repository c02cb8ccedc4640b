//! The integration tests of the server.

mod every_page_renders;
mod html;
mod texts;
