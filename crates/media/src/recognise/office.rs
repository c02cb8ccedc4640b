//! Documents of office programs, which are ZIP archives with certain files in them.

use super::zip::{self, Entry};
use crate::{Kind, Refused};

/// Parts that run when a document is opened.
const ACTIVE: [&str; 6] = [
    "vbaproject.bin",
    "vbadata.xml",
    "/activex/",
    "/macrosheets/",
    "basic/",
    "scripts/",
];

const ENCRYPTED: [&str; 2] = ["encryptedpackage", "encryption.xml"];

pub(super) fn recognise(bytes: &[u8]) -> Result<Kind, Refused> {
    let entries = zip::entries(bytes)?;
    let lower: Vec<String> = entries
        .iter()
        .map(|entry| entry.name.to_ascii_lowercase())
        .collect();
    let kind = match opendocument(bytes, &entries) {
        Some(kind) => Some(kind),
        None => open_xml(&lower),
    };
    let kind = kind.ok_or(Refused::Archive)?;
    let any = |parts: &[&str]| {
        let holds = |name: &String| {
            parts.iter().any(|part| match part.strip_prefix('/') {
                Some(_) => name.contains(part),
                None => name.starts_with(part) || name.ends_with(&format!("/{part}")),
            })
        };
        lower.iter().any(holds)
    };
    if any(&ACTIVE) {
        return Err(Refused::Macros);
    }
    if any(&ENCRYPTED) {
        return Err(Refused::Encrypted);
    }
    Ok(kind)
}

/// Its first file, not packed, names the type.
fn opendocument(bytes: &[u8], entries: &[Entry<'_>]) -> Option<Kind> {
    let first = entries.iter().find(|entry| entry.name == "mimetype")?;
    let named = zip::stored(bytes, first)?.trim_ascii();
    [Kind::Odt, Kind::Ods, Kind::Odp]
        .into_iter()
        .find(|kind| kind.media_type().as_bytes() == named)
}

fn open_xml(names: &[String]) -> Option<Kind> {
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if !has("[content_types].xml") {
        return None;
    }
    [
        (Kind::Docx, "word/document.xml"),
        (Kind::Xlsx, "xl/workbook.xml"),
        (Kind::Pptx, "ppt/presentation.xml"),
    ]
    .into_iter()
    .find(|(_, main)| has(main))
    .map(|(kind, _)| kind)
}
