//! Why a file is not taken.

/// Why a file is not taken. What its sender can do about it is said by whoever asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refused {
    #[error("the file is empty")]
    Empty,
    #[error("the file is not of a kind on the list")]
    Unknown,
    #[error("the file is cut off or damaged")]
    Damaged,
    #[error("the file is a web page, a drawing in SVG or other markup")]
    Markup,
    #[error("the file is a program or a script")]
    Program,
    #[error("the file is an archive")]
    Archive,
    #[error("the document carries macros or active parts")]
    Macros,
    #[error("the document is protected by a password")]
    Encrypted,
    #[error("the document is in the old binary format of office programs")]
    OldOffice,
    #[error("the image is in the HEIC or AVIF format")]
    Heic,
    #[error("the file would unpack to far more than it is")]
    Bomb,
    #[error("the image has too many pixels")]
    TooManyPixels,
}

impl Refused {
    pub const ALL: [Refused; 12] = [
        Refused::Empty,
        Refused::Unknown,
        Refused::Damaged,
        Refused::Markup,
        Refused::Program,
        Refused::Archive,
        Refused::Macros,
        Refused::Encrypted,
        Refused::OldOffice,
        Refused::Heic,
        Refused::Bomb,
        Refused::TooManyPixels,
    ];

    /// Stable code, as the API writes it.
    pub fn code(self) -> &'static str {
        match self {
            Refused::Empty => "file_empty",
            Refused::Unknown => "file_kind_unknown",
            Refused::Damaged => "file_damaged",
            Refused::Markup => "file_markup",
            Refused::Program => "file_program",
            Refused::Archive => "file_archive",
            Refused::Macros => "file_macros",
            Refused::Encrypted => "file_encrypted",
            Refused::OldOffice => "file_old_office",
            Refused::Heic => "file_heic",
            Refused::Bomb => "file_bomb",
            Refused::TooManyPixels => "file_too_many_pixels",
        }
    }
}
