//! Files: those chosen for a message that is not sent yet, and those that went with one.

use crate::i18n::Language;

/// What browsers are asked to offer when files are chosen: the list, without the formats that phones
/// turn into one of it when asked to.
pub const ACCEPTED: &str = "image/jpeg,image/png,image/webp,image/gif,application/pdf,text/plain,\
    .docx,.xlsx,.pptx,.odt,.ods,.odp,.csv,video/mp4,video/webm,video/quicktime";

/// Longer side of a thumbnail as it is shown, in pixels of CSS.
const SHOWN_SIDE: u32 = 200;

/// The part of a form with which files are sent along.
#[derive(Clone, Debug, Default)]
pub struct Attach {
    /// The conversation into which they go; empty for one that is still to be opened.
    pub conversation: String,
    /// Its seller then.
    pub seller: String,
    /// Files that were taken in before the form was shown again.
    pub files: Vec<UnsentFile>,
    /// Why others were not, in words.
    pub errors: Vec<String>,
}

/// A file that was uploaded and not sent yet.
#[derive(Clone, Debug)]
pub struct UnsentFile {
    pub id: String,
    pub name: String,
    pub size: String,
    pub bytes: u64,
    pub has_thumbnail: bool,
}

/// A file that went with a message.
#[derive(Clone, Debug)]
pub struct FileView {
    /// `None` once it has been erased.
    pub name: Option<String>,
    /// Where it is saved from.
    pub url: String,
    pub what: What,
    /// What it is and how large: "PDF, 1,2 MB".
    pub facts: String,
    /// Why it cannot be opened, or that the other side cannot.
    pub withheld: Option<String>,
}

/// How a file is shown in the thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// With the size of its thumbnail, in pixels of CSS.
    Image {
        width: u32,
        height: u32,
    },
    Video,
    Other,
    /// The reader may not open it.
    Withheld,
}

impl Attach {
    pub fn accepted(&self) -> &'static str {
        ACCEPTED
    }

    /// Codes that the script meets, each with the words for it.
    pub fn told(&self) -> &'static [(&'static str, &'static str)] {
        TOLD
    }
}

impl FileView {
    pub fn is_image(&self) -> bool {
        matches!(self.what, What::Image { .. })
    }

    pub fn may_open(&self) -> bool {
        self.what != What::Withheld
    }

    pub fn is_video(&self) -> bool {
        self.what == What::Video
    }

    pub fn size(&self) -> (u32, u32) {
        match self.what {
            What::Image { width, height } => (width, height),
            _ => (0, 0),
        }
    }
}

/// The size in which a thumbnail of an image is shown.
pub fn shown_size(width: u32, height: u32) -> What {
    let longer = width.max(height).max(1);
    let scaled = |side: u32| match longer > SHOWN_SIDE {
        // Sides of images have far fewer than 2^32 / 200 pixels.
        true => (side.saturating_mul(SHOWN_SIDE) / longer).max(1),
        false => side,
    };
    What::Image {
        width: scaled(width),
        height: scaled(height),
    }
}

/// "1,2 MB", "340 kB", "12 B".
pub fn size_text(language: Language, bytes: u64) -> String {
    let mark = match language {
        Language::Slovene => ',',
        Language::English => '.',
    };
    match bytes {
        0..1_000 => format!("{bytes}\u{a0}B"),
        1_000..1_000_000 => format!("{}\u{a0}kB", bytes.div_ceil(1_000)),
        _ => {
            let tenths = bytes.div_ceil(100_000);
            format!("{}{mark}{}\u{a0}MB", tenths / 10, tenths % 10)
        }
    }
}

/// The words for a code with which a file is refused.
pub fn error_key(code: &str) -> Option<&'static str> {
    let told = TOLD.iter().find(|(known, _)| *known == code);
    told.map(|(_, key)| *key)
}

const TOLD: &[(&str, &str)] = &[
    ("file_empty", "attach-error-empty"),
    ("file_kind_unknown", "attach-error-kind-unknown"),
    ("file_damaged", "attach-error-damaged"),
    ("file_markup", "attach-error-markup"),
    ("file_program", "attach-error-program"),
    ("file_archive", "attach-error-archive"),
    ("file_macros", "attach-error-macros"),
    ("file_encrypted", "attach-error-encrypted"),
    ("file_old_office", "attach-error-old-office"),
    ("file_heic", "attach-error-heic"),
    ("file_bomb", "attach-error-bomb"),
    ("file_too_many_pixels", "attach-error-too-many-pixels"),
    ("file_name_lies", "attach-error-name-lies"),
    ("file_too_large", "attach-error-too-large"),
    ("too_much_unsent", "attach-error-too-much-unsent"),
    ("too_many_files", "attach-error-too-many"),
    (
        "files_too_large_together",
        "attach-error-too-large-together",
    ),
    ("attachment_twice", "attach-error-gone"),
    ("attachment_unknown", "attach-error-gone"),
    ("attachment_not_ready", "attach-error-not-ready"),
    ("attachment_sent", "attach-error-gone"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_of_a_file_has_words() {
        for refused in media::Refused::ALL {
            assert!(error_key(refused.code()).is_some(), "{}", refused.code());
        }
    }

    #[test]
    fn sizes_are_rounded_up() {
        let cases = [
            (12, "12\u{a0}B", "12\u{a0}B"),
            (999_001, "1000\u{a0}kB", "1000\u{a0}kB"),
            (1_250_000, "1,3\u{a0}MB", "1.3\u{a0}MB"),
            (10_000_000, "10,0\u{a0}MB", "10.0\u{a0}MB"),
        ];
        for (bytes, slovene, english) in cases {
            assert_eq!(size_text(Language::Slovene, bytes), slovene);
            assert_eq!(size_text(Language::English, bytes), english);
        }
    }

    #[test]
    fn thumbnails_fit_and_are_not_enlarged() {
        let cases = [
            ((4000, 3000), (200, 150)),
            ((100, 50), (100, 50)),
            ((9000, 3), (200, 1)),
        ];
        for ((width, height), (shown_width, shown_height)) in cases {
            let shown = What::Image {
                width: shown_width,
                height: shown_height,
            };
            assert_eq!(shown_size(width, height), shown);
        }
    }
}
