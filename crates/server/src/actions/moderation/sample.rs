//! Looking at some of the messages of which something is hidden though nobody asked for it.

use rules::conversation::Conversation;
use rules::moderation::{Cause, Measure, is_sampled};
use store::Tx;

use super::Screened;
use super::review::{About, open};
use crate::actions::record::Recorder;
use crate::app::App;
use crate::error::ActionError;

/// Opens a review of the message that has just been sent under this salt, if it is one of those.
pub(in crate::actions) async fn sample(
    tx: &Tx,
    app: &App,
    recorder: &Recorder,
    conversation: &Conversation,
    (screened, salt): (&Screened, &[u8; 32]),
) -> Result<(), ActionError> {
    let masks = screened
        .judged
        .iter()
        .any(|judged| judged.measure == Measure::Mask);
    if masks && is_sampled(salt, screened.sampled_percent) {
        let about = About {
            message: conversation.last_message,
            author: screened.author,
            cause: Cause::Sampled,
            stated: None,
        };
        open(tx, app, recorder, conversation, about).await?;
    }
    Ok(())
}
