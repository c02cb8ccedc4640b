//! What leads out of the marketplace, and what only looks so.

mod floor;
mod known;
mod lookalikes;
mod properties;
mod reference;
mod support;
mod ways_out;
