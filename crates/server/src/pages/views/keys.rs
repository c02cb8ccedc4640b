//! The keys that are commands, and whether single letters are among them.

use askama::Template;

use super::page::Page;

/// All keys, and the switch for single ones.
#[derive(Debug, Template)]
#[template(path = "keys.html")]
pub struct KeysPage {
    pub page: Page,
    pub single_keys: bool,
}

/// A key with what it does, as the dialog and the page list them.
#[derive(Clone, Copy, Debug)]
pub struct Key {
    /// Pressed one after another where there are several.
    pub keys: &'static [&'static str],
    pub text: &'static str,
    /// Whether it is a letter alone, which can be switched off.
    pub is_single: bool,
}

const fn single(keys: &'static [&'static str], text: &'static str) -> Key {
    Key {
        keys,
        text,
        is_single: true,
    }
}

/// Every key in the order of the list. `assets/js/keys.js` acts on them.
pub const KEYS: &[Key] = &[
    single(&["?"], "keys-help"),
    single(&["/"], "keys-search"),
    single(&["j"], "keys-next"),
    single(&["k"], "keys-previous"),
    single(&["o"], "keys-open"),
    single(&["r"], "keys-reply"),
    single(&["n"], "keys-note"),
    single(&["a"], "keys-assign"),
    single(&["e"], "keys-close"),
    single(&["u"], "keys-up"),
    single(&["g", "i"], "keys-go-inbox"),
    single(&["g", "o"], "keys-go-overdue"),
    single(&["g", "m"], "keys-go-mentions"),
    single(&["g", "q"], "keys-go-quick-replies"),
    Key {
        keys: &["Ctrl", "Enter"],
        text: "keys-send",
        is_single: false,
    },
    Key {
        keys: &["Ctrl", "K"],
        text: "keys-palette",
        is_single: false,
    },
];
