//! What the files of a dossier are called.

pub const MANIFEST: &str = "manifest";
pub const CHECKPOINT: &str = "checkpoint";
pub const ACCOUNT: &str = "dossier.json";
pub const PRINT: &str = "dossier.pdf";
/// The timestamp: the checkpoint that was stamped, how the log grew from it to the dossier's, and the token.
pub const STAMPED: &str = "timestamp/checkpoint";
pub const GROWTH: &str = "timestamp/growth";
pub const TOKEN: &str = "timestamp/token";
pub const ATTACHMENTS: &str = "attachments/";

const PATH_BYTES_MAX: usize = 128;

pub fn entry_path(index: u64) -> String {
    format!("entries/{index}.json")
}

pub fn proof_path(index: u64) -> String {
    format!("proofs/{index}.tlog-proof")
}

/// Folders and a name, of which none begins with a dot, so that a file lands nowhere but below its folder,
/// and is called the same on every system.
pub fn is_path(path: &str) -> bool {
    let is_part = |part: &str| {
        part.starts_with(|c: char| c.is_ascii_lowercase() || c.is_ascii_digit())
            && !part.ends_with('.')
            && part.bytes().all(|byte| {
                byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-_".contains(&byte)
            })
    };
    path.len() <= PATH_BYTES_MAX && path.split('/').all(is_part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_path_leads_out_of_its_folder() {
        for good in [
            MANIFEST,
            ACCOUNT,
            TOKEN,
            "attachments/0193d9a4-8f00-7000-8000-0000000000a1.jpg",
            &entry_path(0),
            &proof_path(u64::MAX),
        ] {
            assert!(is_path(good), "{good}");
        }
        for bad in [
            "",
            "/",
            "/etc/passwd",
            "..",
            "a/../b",
            "a//b",
            "a/",
            ".hidden",
            "a/.b",
            "A",
            "a\\b",
            "c:",
            "č",
            "a.",
            "a\u{0}",
            &"a".repeat(129),
        ] {
            assert!(!is_path(bad), "{bad}");
        }
    }
}
