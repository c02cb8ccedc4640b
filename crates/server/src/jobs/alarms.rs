//! Records "due soon" and "overdue" at their instants, once each, also after the service was down.
//! What waits for somebody who is away goes to the deputy then.

use jiff::Timestamp;
use rules::conversation::Alarm;
use rules::ids::{ConversationId, SellerId};
use serde_json::json;
use store::Tx;

use crate::actions::assignment::hand_over;
use crate::actions::conversations::save::deadline_body;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// Alarms of one round at most; what is left comes in the next.
pub(super) const ROUND_MAX: u32 = 200;

/// Records the alarms that are due at `now`; says how many conversations it looked at.
pub(super) async fn run(app: &App, now: Timestamp) -> Result<usize, ActionError> {
    let due = app
        .db
        .read(async move |tx: &Tx| {
            Ok::<_, ActionError>(store::deadlines::any_with_alarm(tx, now, ROUND_MAX).await?)
        })
        .await?;
    let mut failed = None;
    for (seller, conversation) in &due {
        match ring(app, now, seller.clone(), *conversation).await {
            // Another node was faster, or an answer came in between: nothing is left to record.
            Ok(()) | Err(ActionError::Stale) => {}
            Err(error @ ActionError::Unavailable(_)) => return Err(error),
            // One that cannot be recorded must not keep back the alarms behind it.
            Err(error) => failed = Some(error),
        }
    }
    failed.map_or(Ok(due.len()), Err)
}

async fn ring(
    app: &App,
    now: Timestamp,
    seller: SellerId,
    id: ConversationId,
) -> Result<(), ActionError> {
    let recorder = Recorder::of_job(app, "alarms", now);
    app.db
        .write(async move |tx: &Tx| {
            let Some(mut conversation) = store::conversations::find(tx, &seller, id).await? else {
                return Ok(());
            };
            let deadline = conversation.deadline.as_mut();
            let rang_at = deadline.as_ref().and_then(|open| open.next_alarm_at);
            let rung = deadline.and_then(|open| open.ring(now));
            let kind = match rung {
                Some(Alarm::DueSoon) => "deadline.due_soon",
                Some(Alarm::Overdue) => "deadline.overdue",
                Some(Alarm::Done) | None => return Ok(()),
            };
            if let Some(deadline) = &conversation.deadline {
                store::deadlines::save(tx, &seller, deadline).await?;
            }
            let mut body = deadline_body(&conversation);
            // After a standstill the event comes late, and still says when it was due.
            body["rang_at"] = json!(rang_at);
            let event = recorder.of_conversation(&seller, &conversation.buyer, id, kind, body)?;
            record(tx, &[event]).await?;
            // What came before the absence began lies with somebody who is not there.
            hand_over(tx, &recorder, &mut conversation).await
        })
        .await
}
