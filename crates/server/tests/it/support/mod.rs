//! What tests of the whole service need: a service on a database of the test's own, and people who use it.

#![expect(unreachable_pub, reason = "a test binary exports nothing")]

mod answer;
mod browser;
mod client;
mod figures;
mod followed;
mod hand_off;
mod people;
mod test_app;

pub use answer::Answer;
pub use browser::Browser;
pub use client::Client;
pub use figures::Figures;
pub use followed::{Followed, Heard};
pub use hand_off::{Claims, sign};
pub use test_app::TestApp;
