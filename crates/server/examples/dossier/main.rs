//! Times dossiers: `dossier FOLDER MESSAGES TIMES` imports a conversation of so many messages into a database in an
//! empty folder, seals it, makes its dossier for the buyer so many times, prints how long each took, and leaves the
//! last one in the folder.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use archive::note::{Signed, SigningKey};
use dopis::actions::dossiers;
use dopis::actions::import::Import;
use dopis::app::App;
use dopis::commands;
use dopis::config::Config;
use dopis::i18n::Language;
use dopis::jobs;
use dopis::pages::dossier::paper;
use jiff::{SignedDuration, Timestamp};
use rules::access::Viewer;
use rules::ids::{BuyerId, TokenId};
use serde_json::json;
use store::Tx;
use uuid::Uuid;

type Failure = Box<dyn Error + Send + Sync>;

const ORIGIN: &str = "dopis.example/of-a-benchmark";
const TEXT: &str = "Pozdravljeni, paket smo oddali danes zjutraj in bo pri vas predvidoma v dveh delovnih dneh. \
    Če bi se kaj zapletlo, vam pišemo takoj, vi pa lahko pošiljko spremljate po njeni številki.";

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [folder, messages, times] = words.as_slice() else {
        return Err("dossier FOLDER MESSAGES TIMES".into());
    };
    let config = config(Path::new(folder))?;
    let app = App::new(commands::open(&config).await?, config)?;
    import(&app, messages.parse()?).await?;
    let node = app.new_id(app.now(), |id| id)?;
    jobs::run_once(&app, node).await;
    let viewer = Viewer::Buyer(BuyerId::parse("maja")?);
    let buyer = BuyerId::parse("maja")?;
    let listed = app.db.read(async move |tx: &Tx| {
        store::events::after(tx, &store::events::Scope::Buyer(buyer.clone()), -1, 1).await
    });
    let first = listed.await?.pop().ok_or("nothing was imported")?;
    let conversation = first
        .stream
        .id()
        .parse()
        .map_err(|_| "no conversation came first")?;
    for _ in 0..times.parse()? {
        let (made, took_ms) = timed(dossiers::run(
            &app,
            &viewer,
            conversation,
            Language::Slovene,
            paper,
        ))
        .await;
        let dossiers::Made::Now(zip) = made? else {
            return Err("it is so large that a job would make it".into());
        };
        println!("{} bytes in {took_ms} ms", zip.len());
        std::fs::write(Path::new(folder).join("dossier.zip"), zip)?;
    }
    Ok(())
}

fn config(folder: &Path) -> Result<Config, Failure> {
    let mut config = Config::default();
    config.database.url = format!("sqlite:{}", folder.join("dopis.db").display());
    config.attachments.storage = format!("file:{}", folder.join("attachments").display());
    config.archive.origin = ORIGIN.to_owned();
    config.archive.folder = folder.join("archive").display().to_string();
    config.archive.key = SigningKey::new(ORIGIN, Signed::Text, [7; 32])?.to_secret();
    Ok(config)
}

async fn import(app: &App, messages: i64) -> Result<(), Failure> {
    let start: Timestamp = "2026-10-01T08:00:00Z".parse()?;
    let message = |number: i64| {
        let from = if number % 2 == 0 { "buyer" } else { "seller" };
        let at = start + SignedDuration::from_mins(7 * number);
        json!({ "from": from, "at": at, "text": TEXT })
    };
    let messages: Vec<_> = (0..messages).map(message).collect();
    let conversation = json!({
        "type": "conversation", "id": "one", "seller": "nova", "buyer": "maja", "order": "W1", "subject": "Naročilo W1",
        "messages": messages,
    });
    let viewer = Viewer::Platform {
        token: TokenId(Uuid::nil()),
    };
    let mut import = Import::begin(app, &viewer)?;
    import.take(format!("{conversation}\n").as_bytes()).await?;
    let report = import.finish().await?;
    match report.refused_total {
        0 => Ok(()),
        _ => Err(format!("{report:?}").into()),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a program that measures reads the clock"
)]
async fn timed<T>(work: impl Future<Output = T>) -> (T, u128) {
    let began = Instant::now();
    let done = work.await;
    (done, began.elapsed().as_millis())
}
