//! Makes the files that somebody waits for. It has a loop of its own: one may take minutes, and holds nothing else back.

use std::time::Duration;

use tokio::sync::watch;

use crate::actions::buyer_data;
use crate::actions::prepared::{Drawings, run_one};
use crate::app::App;
use crate::pages;

const LOOK: Duration = Duration::from_secs(2);

/// Until `stop` says otherwise; a file that is being made then is made again by whoever comes next.
pub(super) async fn run_forever(app: &App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        tokio::select! {
            () = run_once(app) => {}
            _ = stop.wait_for(|stop| *stop) => return,
        }
        let _stopped = tokio::time::timeout(LOOK, stop.changed()).await;
    }
}

/// Makes all that are waited for now.
pub(super) async fn run_once(app: &App) {
    let drawings = Drawings {
        dossier: pages::dossier::paper,
        buyer_data: buyer_data::Drawings {
            cover: pages::buyer_data::cover,
            orders: pages::buyer_data::orders,
            conversation: pages::dossier::conversation,
        },
    };
    loop {
        match run_one(app, drawings).await {
            Ok(true) => {}
            Ok(false) => return,
            Err(error) => {
                let error = &error as &dyn std::error::Error;
                tracing::error!(operation = "preparing files", error, "a job failed");
                return;
            }
        }
    }
}
