//! One scrape. What the database would say is left out where it does not answer in time, and that is told too.

use std::time::Duration;

use store::jobs::{Backlog, any_backlog};
use store::{DbError, Tx};
use tokio::time::timeout;

use super::archive::Stored;
use super::exposition::Exposition;
use super::{archive, database, process};
use crate::app::App;

/// Less than the ten seconds after which Prometheus gives a scrape up.
const DATABASE_WAIT: Duration = Duration::from_secs(3);

/// All figures of now.
pub async fn scrape(app: &App) -> Result<String, std::fmt::Error> {
    let (backlog, log) = match timeout(DATABASE_WAIT, ask_database(app)).await {
        Ok(Ok((backlog, log))) => (Some(backlog), log),
        Ok(Err(error)) => {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "the metrics lack what the database says");
            (None, None)
        }
        Err(_) => {
            tracing::warn!("the metrics lack what the database says: it took too long");
            (None, None)
        }
    };
    let mut told = Exposition::default();
    process::tell(app, &mut told);
    database::tell(app, backlog.as_ref(), &mut told);
    archive::tell(app, log.as_ref(), &mut told);
    app.requests.tell(&mut told);
    told.text()
}

async fn ask_database(app: &App) -> Result<(Backlog, Option<Stored>), DbError> {
    let backlog = app.db.read(async |tx: &Tx| any_backlog(tx).await).await?;
    Ok((backlog, Stored::read(app).await?))
}
