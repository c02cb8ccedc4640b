//! The commands of `dopis`.
