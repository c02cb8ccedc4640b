//! That somebody asked for a file; the job finds it by itself.

use jiff::{SignedDuration, Timestamp};
use rules::access::Viewer;
use rules::ids::PreparedFileId;
use store::Tx;
use store::prepared_files::{self, Content, PreparedFile, Progress};

use super::PREPARED_MAX;
use super::asker::asker;
use crate::actions::record::Recorder;
use crate::error::ActionError;
use crate::i18n::Language;

/// How long a file is offered once it is ready, and how long it is tried to make it.
pub(super) const OFFERED: SignedDuration = SignedDuration::from_hours(7 * 24);

/// Saves it and says whether it is a new one: whoever waits for the same already, waits on. The caller records why.
pub async fn wait_for(
    tx: &Tx,
    recorder: &Recorder,
    viewer: &Viewer,
    content: Content,
    language: Language,
) -> Result<(PreparedFile, bool), ActionError> {
    let (asker, now) = (asker(viewer), recorder.now);
    let others = prepared_files::of_asker(tx, &asker, now, PREPARED_MAX).await?;
    let is_same = |file: &&PreparedFile| {
        file.progress == Progress::Waiting
            && file.content == content
            && file.language == language.tag()
    };
    if let Some(same) = others.iter().find(is_same) {
        return Ok((same.clone(), false));
    }
    if others.len() >= PREPARED_MAX as usize {
        return Err(ActionError::conflict(
            "too_many_files",
            "You have many prepared files already. Fetch them; each goes after seven days.",
        ));
    }
    let file = PreparedFile {
        id: recorder.id(PreparedFileId)?,
        content,
        asker,
        language: language.tag().to_owned(),
        progress: Progress::Waiting,
        attempts: 0,
        asked_at: now,
        expires_at: now.saturating_add(OFFERED).unwrap_or(Timestamp::MAX),
    };
    prepared_files::insert(tx, &file).await?;
    Ok((file, true))
}
