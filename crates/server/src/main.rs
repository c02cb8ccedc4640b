//! The binary `dopis`.

fn main() {}
