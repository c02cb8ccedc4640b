//! The list of what may be attached, with the names and types under which it is served.

/// What a file is, by its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Jpeg,
    Png,
    WebP,
    Gif,
    Pdf,
    Text,
    Docx,
    Xlsx,
    Pptx,
    Odt,
    Ods,
    Odp,
    Mp4,
    WebM,
    QuickTime,
}

impl Kind {
    pub const ALL: [Kind; 15] = [
        Kind::Jpeg,
        Kind::Png,
        Kind::WebP,
        Kind::Gif,
        Kind::Pdf,
        Kind::Text,
        Kind::Docx,
        Kind::Xlsx,
        Kind::Pptx,
        Kind::Odt,
        Kind::Ods,
        Kind::Odp,
        Kind::Mp4,
        Kind::WebM,
        Kind::QuickTime,
    ];

    /// Stable code: the usual ending of such a file's name.
    pub fn code(self) -> &'static str {
        self.endings()[0]
    }

    pub fn from_code(code: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// The endings that such a file's name may have.
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Kind::Jpeg => &["jpg", "jpeg", "jpe", "jfif"],
            Kind::Png => &["png"],
            Kind::WebP => &["webp"],
            Kind::Gif => &["gif"],
            Kind::Pdf => &["pdf"],
            Kind::Text => &["txt", "text", "csv", "log", "md"],
            Kind::Docx => &["docx"],
            Kind::Xlsx => &["xlsx"],
            Kind::Pptx => &["pptx"],
            Kind::Odt => &["odt"],
            Kind::Ods => &["ods"],
            Kind::Odp => &["odp"],
            Kind::Mp4 => &["mp4", "m4v"],
            Kind::WebM => &["webm"],
            Kind::QuickTime => &["mov", "qt"],
        }
    }

    /// The media type under which it is served.
    pub fn media_type(self) -> &'static str {
        match self {
            Kind::Jpeg => "image/jpeg",
            Kind::Png => "image/png",
            Kind::WebP => "image/webp",
            Kind::Gif => "image/gif",
            Kind::Pdf => "application/pdf",
            Kind::Text => "text/plain; charset=utf-8",
            Kind::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            Kind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Kind::Pptx => {
                "application/vnd.openxmlformats-officedocument.presentationml.presentation"
            }
            Kind::Odt => "application/vnd.oasis.opendocument.text",
            Kind::Ods => "application/vnd.oasis.opendocument.spreadsheet",
            Kind::Odp => "application/vnd.oasis.opendocument.presentation",
            Kind::Mp4 => "video/mp4",
            Kind::WebM => "video/webm",
            Kind::QuickTime => "video/quicktime",
        }
    }

    pub fn is_image(self) -> bool {
        matches!(self, Kind::Jpeg | Kind::Png | Kind::WebP | Kind::Gif)
    }

    pub fn is_video(self) -> bool {
        matches!(self, Kind::Mp4 | Kind::WebM | Kind::QuickTime)
    }

    /// Whether a name with this ending (lower case, without the dot) is no lie about such a file.
    /// Programs often save one kind of image or video under the ending of another; that deceives nobody.
    pub fn may_be_called(self, ending: &str) -> bool {
        let named = Kind::ALL
            .into_iter()
            .find(|kind| kind.endings().contains(&ending));
        match named {
            Some(named) => {
                named == self
                    || (named.is_image() && self.is_image())
                    || (named.is_video() && self.is_video())
            }
            None => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_endings_belong_to_one_kind() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_code(kind.code()), Some(kind));
            for other in Kind::ALL {
                let shared = kind.endings().iter().any(|it| other.endings().contains(it));
                assert_eq!(shared, kind == other);
            }
        }
    }

    #[test]
    fn a_name_may_confuse_images_but_not_pass_one_thing_off_as_another() {
        assert!(Kind::Png.may_be_called("jpg"));
        assert!(Kind::QuickTime.may_be_called("mp4"));
        for (kind, ending) in [
            (Kind::Pdf, "jpg"),
            (Kind::Text, "html"),
            (Kind::Jpeg, "exe"),
            (Kind::Docx, "pdf"),
        ] {
            assert!(!kind.may_be_called(ending), "{kind:?} as {ending}");
        }
    }
}
