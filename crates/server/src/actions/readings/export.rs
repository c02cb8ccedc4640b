//! The list of readings as a file: that somebody takes it is recorded before it leaves.

use rules::access::{Action, Relation, Viewer};
use serde_json::json;
use store::Tx;
use store::events::Stream;
use store::readings::Filter;

use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::viewer::{actor, check};

pub async fn record_export(app: &App, viewer: &Viewer, filter: &Filter) -> Result<(), ActionError> {
    check(viewer, Action::ReadReadings, Relation::Marketplace)?;
    let narrowed = json!({
        "staff_id": filter.staff,
        "seller": filter.seller,
        "conversation_id": filter.conversation,
        "order": filter.order,
        "what": filter.what.map(store::readings::What::code),
        "from": filter.from,
        "to": filter.to,
    });
    let mut body = json!({});
    for (name, value) in narrowed.as_object().into_iter().flatten() {
        if !value.is_null() {
            body[name] = value.clone();
        }
    }
    let recorder = Recorder::new(app, viewer, app.now());
    let stream = Stream::Staff(actor(viewer).1);
    let event = recorder.event(None, stream, None, "readings.exported", body)?;
    app.db
        .write(async move |tx: &Tx| Ok(record(tx, std::slice::from_ref(&event)).await?))
        .await
}
