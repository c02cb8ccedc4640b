//! What Linux tells of memory.

use std::fs;

/// What the machine has in all.
pub(crate) fn of_machine_kb() -> Result<u64, String> {
    kilobytes("/proc/meminfo", "MemTotal")
}

/// A number of a file below `/proc`, of 1,024 bytes each as all its kilobytes are.
pub(crate) fn kilobytes(path: &str, name: &str) -> Result<u64, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("reading {path}: {error}"))?;
    let line = text.lines().find_map(|line| line.strip_prefix(name));
    let number = line.and_then(|line| {
        let mut words = line.strip_prefix(':')?.split_whitespace();
        words.next()?.parse().ok()
    });
    number.ok_or_else(|| format!("{path} has no {name}"))
}

#[cfg(test)]
mod tests {
    use super::{kilobytes, of_machine_kb};

    #[test]
    fn a_process_has_less_than_the_machine() {
        let resident = kilobytes("/proc/self/status", "VmRSS").unwrap();
        assert!(resident > 0 && resident < of_machine_kb().unwrap());
    }

    #[test]
    fn a_name_that_is_only_the_beginning_of_one_is_not_there() {
        assert!(kilobytes("/proc/meminfo", "MemTot").is_err());
    }
}
