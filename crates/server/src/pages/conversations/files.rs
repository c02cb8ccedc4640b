//! Files of a thread, and those that a form brings: taken in one by one, so that a refused one costs none of the others.

use media::Kind;
use rules::attachment::{AttachmentState, FileName};
use rules::ids::{AttachmentId, ConversationId};
use store::attachments::Attachment;

use super::submitted::SentFile;
use crate::actions::attachments::begin::Place;
use crate::actions::attachments::{of_uploader, whole};
use crate::api::attachments::shown_name;
use crate::error::ActionError;
use crate::i18n::Texts;
use crate::pages::views::attach::{
    Attach, FileView, UnsentFile, What, error_key, shown_size, size_text,
};
use crate::pages::views::thread::Side;
use crate::pages::visit::Visit;

/// What came of the files of a form.
#[derive(Debug, Default)]
pub(super) struct Brought {
    /// Those that can be sent.
    pub ready: Vec<AttachmentId>,
    /// Why the others cannot, in words.
    pub errors: Vec<String>,
}

/// Takes in the files that came with a form, behind those that had come before.
pub(super) async fn take_in(
    visit: &Visit,
    place: &Place,
    before: Vec<AttachmentId>,
    files: Vec<SentFile>,
) -> Result<Brought, ActionError> {
    let texts = Texts::of(visit.identity.language);
    let mut brought = Brought {
        ready: before,
        errors: Vec::new(),
    };
    for file in files {
        let taken = match file.bytes {
            Ok(bytes) => {
                let (app, viewer) = (&visit.app, visit.viewer());
                whole::run(app, viewer, place.clone(), file.name.clone(), bytes).await
            }
            Err(code) => Err(ActionError::invalid(code, "")),
        };
        match taken {
            Ok(taken) => brought.ready.push(taken.id),
            Err(error) => {
                let told = error_key(error.told().code).ok_or(error)?;
                let colon = texts.t("page-colon");
                brought
                    .errors
                    .push(format!("{}{colon} {}", file.name, texts.t(told)));
            }
        }
    }
    Ok(brought)
}

/// The words for a refusal of the files of a message; `None` where something else was refused.
pub(super) fn refusal(visit: &Visit, error: &ActionError) -> Option<String> {
    let key = error_key(error.told().code)?;
    Some(Texts::of(visit.identity.language).t(key))
}

/// The form's part for files, with those that wait for their message.
pub(super) async fn attach(visit: &Visit, brought: Brought) -> Result<Attach, ActionError> {
    let mut files = Vec::with_capacity(brought.ready.len());
    for id in brought.ready {
        match of_uploader::run(&visit.app, visit.viewer(), id).await {
            Ok(file) => files.extend(unsent(visit, &file)),
            // Swept or never there: it cannot be sent, and the refusal says so.
            Err(ActionError::NotFound) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Attach {
        files,
        errors: brought.errors,
        ..Attach::default()
    })
}

/// The file as the thread shows it.
pub(super) fn file_view(
    texts: &Texts,
    side: Side,
    conversation: ConversationId,
    file: &Attachment,
) -> Option<FileView> {
    let kept = file.kept.as_ref()?;
    let kind = Kind::from_code(&kept.kind)?;
    let what = match kept.size {
        _ if !file.may_open => What::Withheld,
        Some((width, height)) if kept.has_thumbnail => shown_size(width, height),
        _ if kind.is_video() => What::Video,
        _ => What::Other,
    };
    let size = size_text(texts.language(), kept.bytes);
    let name = shown_name(file);
    // The ending says more than the kind: a list is a text.
    let ending = name.as_deref().and_then(|name| FileName::of(name).ending());
    let ending = ending.unwrap_or_else(|| kind.code().to_owned());
    Some(FileView {
        name,
        url: format!("/conversations/{conversation}/attachments/{}", file.id),
        what,
        facts: format!("{}, {size}", ending.to_uppercase()),
        withheld: file
            .withheld
            .then(|| texts.t(withheld_key(side, file.may_open))),
    })
}

/// A buyer's images are withheld from nobody, so that its own are never among them.
fn withheld_key(side: Side, may_open: bool) -> &'static str {
    match side {
        _ if !may_open => "contact-withheld",
        Side::Staff => "contact-withheld-marked-staff",
        Side::Seller | Side::Buyer => "contact-withheld-marked-seller",
    }
}

fn unsent(visit: &Visit, file: &Attachment) -> Option<UnsentFile> {
    let kept = file.kept.as_ref()?;
    if file.state != AttachmentState::Ready {
        return None;
    }
    Some(UnsentFile {
        id: file.id.to_string(),
        name: shown_name(file)?,
        size: size_text(visit.identity.language, kept.bytes),
        bytes: kept.bytes,
        has_thumbnail: kept.has_thumbnail,
    })
}
