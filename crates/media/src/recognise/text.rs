//! Plain text: UTF-8 without control characters, and nothing that a browser or a shell would take for more.

use crate::{Kind, Refused};

/// As much of the beginning as browsers look at when they guess.
const SNIFFED: usize = 1_500;

const MARKUP: [&str; 14] = [
    "<!doctype",
    "<html",
    "<head",
    "<body",
    "<script",
    "<svg",
    "<iframe",
    "<?xml",
    "<?php",
    "<%",
    "<style",
    "<title",
    "<table",
    "<!--",
];

pub(super) fn recognise(bytes: &[u8]) -> Result<Kind, Refused> {
    let text = std::str::from_utf8(bytes).map_err(|_| Refused::Unknown)?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.trim().is_empty() {
        return Err(Refused::Empty);
    }
    let allowed = |c: char| !c.is_control() || matches!(c, '\n' | '\r' | '\t' | '\u{c}');
    if !text.chars().all(allowed) {
        return Err(Refused::Unknown);
    }
    let start: String = text.chars().take(SNIFFED).collect();
    let start = start.to_ascii_lowercase();
    if MARKUP.iter().any(|mark| start.contains(mark)) {
        return Err(Refused::Markup);
    }
    if start.trim_start().starts_with("#!") || start.starts_with("@echo off") {
        return Err(Refused::Program);
    }
    Ok(Kind::Text)
}
