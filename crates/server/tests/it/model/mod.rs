//! A small model of conversations and their reply deadlines, held against the real actions:
//! random commands are given to both, and after each of them both must say the same.

mod command;
mod compare;
mod sequences;
mod talk;
mod time;
mod town;
mod world;
