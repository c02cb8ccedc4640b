//! What Dopis does by itself on days that go wrong.

mod giving_up;
mod jumps;
mod many_alarms;
