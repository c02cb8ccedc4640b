//! Coming in and going out.

mod hand_off;
mod password;
mod session;

const SECRET: &[u8] = b"a secret of the tests, 32 characters long";
