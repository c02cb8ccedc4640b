//! Records "due soon" and "overdue" at their instants, once each, also after the service was down.
//! What waits for somebody who is away goes to the deputy then.

use jiff::Timestamp;
use rules::conversation::Alarm;
use rules::ids::{ConversationId, SellerId};
use serde_json::json;
use store::Tx;
use store::deadlines::{WaitingAlarm, any_with_alarm};

use crate::actions::assignment::hand_over;
use crate::actions::conversations::save::deadline_body;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;

/// Alarms that are read at once, and recorded in one round at most; what is left comes in the next.
pub(super) const ROUND_MAX: u32 = 200;

/// Records the alarms that are due at `now`; says how many there were. A round is full with those that could be
/// recorded: however many cannot, they keep back none behind them.
pub(super) async fn run(app: &App, now: Timestamp) -> Result<usize, ActionError> {
    let mut recorded = 0;
    let mut after: Option<WaitingAlarm> = None;
    loop {
        let behind = after.take();
        let due = app
            .db
            .read(async move |tx: &Tx| {
                let due = any_with_alarm(tx, now, behind.as_ref(), ROUND_MAX).await?;
                Ok::<_, ActionError>(due)
            })
            .await?;
        for alarm in &due {
            match ring(app, now, alarm.seller.clone(), alarm.conversation).await {
                Ok(true) => recorded += 1,
                // Another node was faster, or an answer came in between: nothing is left to record.
                Ok(false) | Err(ActionError::Stale) => {}
                Err(error @ ActionError::Unavailable(_)) => return Err(error),
                Err(error) => cannot(alarm, &error),
            }
        }
        let is_last = due.len() < ROUND_MAX as usize;
        if is_last || recorded >= ROUND_MAX as usize {
            return Ok(recorded);
        }
        after = due.last().cloned();
    }
}

fn cannot(alarm: &WaitingAlarm, error: &ActionError) {
    tracing::error!(
        conversation = %alarm.conversation.0,
        error = error as &dyn std::error::Error,
        "an alarm could not be recorded"
    );
}

/// Says whether there was something to record.
async fn ring(
    app: &App,
    now: Timestamp,
    seller: SellerId,
    id: ConversationId,
) -> Result<bool, ActionError> {
    let recorder = Recorder::of_job(app, "alarms", now);
    app.db
        .write(async move |tx: &Tx| {
            let Some(mut conversation) = store::conversations::find(tx, &seller, id).await? else {
                return Ok(false);
            };
            let deadline = conversation.deadline.as_mut();
            let rang_at = deadline.as_ref().and_then(|open| open.next_alarm_at);
            let rung = deadline.and_then(|open| open.ring(now));
            let kind = match rung {
                Some(Alarm::DueSoon) => "deadline.due_soon",
                Some(Alarm::Overdue) => "deadline.overdue",
                Some(Alarm::Done) | None => return Ok(false),
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
            hand_over(tx, &recorder, &mut conversation).await?;
            Ok(true)
        })
        .await
}
