//! Asking for all that is kept of a buyer. It is made by a job: nobody knows how much it is.

use rules::access::{Action, Relation, Viewer};
use rules::ids::{BuyerId, ContentId};
use serde_json::{Value, json};
use store::Tx;
use store::events::Stream;
use store::prepared_files::{Content, PreparedFile};

use crate::actions::conversations::no_reply::parse_reason;
use crate::actions::prepared::wait_for;
use crate::actions::record::{Recorder, record};
use crate::app::App;
use crate::error::ActionError;
use crate::i18n::Language;
use crate::viewer::check;

/// A buyer asks for its own; asked again before it is ready, it is the same file.
pub async fn ask_own(
    app: &App,
    viewer: &Viewer,
    language: Language,
) -> Result<PreparedFile, ActionError> {
    check(viewer, Action::AskOwnData, Relation::Own)?;
    let Viewer::Buyer(buyer) = viewer else {
        return Err(ActionError::NotFound);
    };
    ask(app, viewer, buyer.clone(), language, None).await
}

/// Staff ask for a buyer's, and say why; the buyer can see that they did.
pub async fn ask_as_staff(
    app: &App,
    viewer: &Viewer,
    buyer: BuyerId,
    language: Language,
    reason: &str,
) -> Result<PreparedFile, ActionError> {
    check(viewer, Action::AskBuyerData, Relation::Marketplace)?;
    let reason = parse_reason(reason)?;
    let reason = Some(reason.as_str().to_owned());
    ask(app, viewer, buyer, language, reason).await
}

async fn ask(
    app: &App,
    viewer: &Viewer,
    buyer: BuyerId,
    language: Language,
    reason: Option<String>,
) -> Result<PreparedFile, ActionError> {
    let recorder = Recorder::new(app, viewer, app.now());
    let viewer = viewer.clone();
    let work = async move |tx: &Tx| {
        // A buyer may write before the marketplace has said who it is, and has a right to what it wrote.
        let is_own = matches!(viewer, Viewer::Buyer(_));
        if !is_own && store::buyers::find(tx, &buyer).await?.is_none() {
            return Err(ActionError::NotFound);
        }
        let content = Content::BuyerData(buyer.clone());
        let (file, is_new) = wait_for(tx, &recorder, &viewer, content, language).await?;
        if is_new || !is_own {
            let reason = match &reason {
                Some(reason) => keep_reason(tx, &recorder, reason).await?,
                None => Value::Null,
            };
            let body = json!({ "file_id": file.id, "language": language.tag(), "reason": reason });
            let stream = Stream::Buyer(buyer.clone());
            let event = recorder.event(None, stream, Some(&buyer), "buyer_data.asked", body)?;
            record(tx, &[event]).await?;
        }
        Ok(file)
    };
    app.db.write(work).await
}

async fn keep_reason(tx: &Tx, recorder: &Recorder, reason: &str) -> Result<Value, ActionError> {
    let content = recorder.id(ContentId)?;
    let (salt, said) = recorder.commit(content, reason)?;
    store::contents::insert_of_marketplace(tx, content, &salt, reason).await?;
    Ok(said)
}
