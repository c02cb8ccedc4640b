//! Which cleaning belongs to which kind of file.

use super::{gif, jpeg, mp4, png, webm, webp};
use crate::{Kind, Refused};

/// The file as it is to be kept. Documents and text stay as they are.
///
/// Of images everything goes that is not needed to show them: Exif, XMP, IPTC, comments, embedded previews and
/// whatever follows the end; which way is up and the colour profile stay.
/// Of videos the descriptions, places and tracks that are neither picture, sound nor subtitle are blanked out.
pub fn clean(bytes: &[u8], kind: Kind) -> Result<Vec<u8>, Refused> {
    let cleaned = match kind {
        Kind::Jpeg => jpeg::clean(bytes),
        Kind::Png => png::clean(bytes),
        Kind::WebP => webp::clean(bytes),
        Kind::Gif => gif::clean(bytes),
        Kind::Mp4 | Kind::QuickTime => mp4::clean(bytes),
        Kind::WebM => webm::clean(bytes),
        _ => Some(bytes.to_vec()),
    };
    cleaned.ok_or(Refused::Damaged)
}
