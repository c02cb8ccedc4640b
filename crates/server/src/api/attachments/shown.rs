//! How a file looks over the API.

use media::Kind;
use rules::attachment::FileName;
use rules::ids::AttachmentId;
use serde::Serialize;
use store::attachments::Attachment;
use utoipa::ToSchema;

/// A file that went with a message, or is ready to.
#[derive(Debug, Serialize, ToSchema)]
pub struct AttachmentShown {
    #[schema(value_type = String, format = Uuid)]
    pub id: AttachmentId,
    /// `null` once it has been erased.
    pub name: Option<String>,
    /// What the file is by its content, such as `image/jpeg`.
    pub media_type: &'static str,
    /// Size as it is kept.
    pub bytes: u64,
    /// Of an image, in pixels, the right way up.
    pub width: Option<u32>,
    pub height: Option<u32>,
    /// SHA-256 of the file as it arrived, in hexadecimal.
    pub sha256_received: String,
    /// SHA-256 of the file as it is kept: without place, camera and comments.
    pub sha256_kept: String,
    /// Whether the side that did not send it may not open it, because of contact data in the image.
    pub withheld: bool,
    /// Where it is read; absent until it has been sent, and for a viewer who may not open it.
    pub path: Option<String>,
    /// Where a small JPEG of it is; absent where there is none, and for a viewer who may not open it.
    pub thumbnail_path: Option<String>,
}

impl AttachmentShown {
    /// `None` until the file has been looked at.
    pub fn of(file: &Attachment) -> Option<AttachmentShown> {
        let kept = file.kept.as_ref()?;
        let sent = file.conversation.filter(|_| file.message.is_some());
        let path = sent.map(|conversation| {
            format!(
                "/api/v1/conversations/{conversation}/attachments/{}",
                file.id
            )
        });
        let beside = match &path {
            Some(path) => path.clone(),
            None => format!("/api/v1/uploads/{}", file.id),
        };
        Some(AttachmentShown {
            id: file.id,
            name: shown_name(file),
            media_type: Kind::from_code(&kept.kind)?.media_type(),
            bytes: kept.bytes,
            width: kept.size.map(|(width, _)| width),
            height: kept.size.map(|(_, height)| height),
            sha256_received: archive::hex(&kept.sha256_received),
            sha256_kept: archive::hex(&kept.sha256_kept),
            withheld: file.withheld,
            path: path.filter(|_| file.may_open),
            thumbnail_path: (kept.has_thumbnail && file.may_open)
                .then(|| format!("{beside}/thumbnail")),
        })
    }
}

/// The file's name, with an ending that fits what it is.
pub fn shown_name(file: &Attachment) -> Option<String> {
    let name = FileName::of(file.name.as_deref()?);
    let kind = file
        .kept
        .as_ref()
        .and_then(|kept| Kind::from_code(&kept.kind));
    let fits = |kind: &Kind| {
        let ending = name.ending();
        ending.is_some_and(|ending| kind.endings().contains(&ending.as_str()))
    };
    Some(match kind {
        Some(kind) if !fits(&kind) => match name.ending() {
            // Another image's ending is replaced; what is no ending at all stays.
            Some(ending) if kind.may_be_called(&ending) => name.with_ending(kind.code()),
            _ => FileName::of(&format!("{}.{}", name.as_str(), kind.code())),
        }
        .as_str()
        .to_owned(),
        _ => name.as_str().to_owned(),
    })
}
