//! Files without what their makers did not mean to send: place, camera, names, comments, what hangs behind the end.
//! Pictures are not encoded again; what is kept is kept byte for byte.

mod by_kind;
mod gif;
mod jpeg;
mod mp4;
mod png;
mod samples;
mod track;
mod webm;
mod webp;

pub use by_kind::clean;
