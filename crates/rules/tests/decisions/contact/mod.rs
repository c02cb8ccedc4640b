//! What leads out of the marketplace, and what only looks so.

mod floor;
mod judged;
mod known;
mod lookalikes;
mod properties;
mod reference;
mod retail;
mod rule_sets;
mod support;
mod ways_out;
