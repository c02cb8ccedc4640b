//! Large data for `cargo xtask bench --generate`, made through the store's own functions, and what reading it takes.
//!
//! `large generate URL CONVERSATIONS` fills a migrated database and tells how fast; `large read URL CONVERSATIONS`
//! measures, and tells what this process holds in memory. Both print one line of JSON for each figure.

mod data;
mod generate;
mod read;

use store::{Db, DbOptions, migrate};

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || {
        arguments
            .next()
            .ok_or("large generate|read URL CONVERSATIONS")
    };
    let (task, url, count) = (next()?, next()?, next()?.parse()?);
    let options = match url.strip_prefix("sqlite:") {
        Some(path) => DbOptions::sqlite(path),
        None => DbOptions::postgres(url),
    };
    migrate::apply(&options).await?;
    let db = Db::open(&options).await?;
    let plan = data::Plan::new(count)?;
    match task.as_str() {
        "generate" => generate::run(&db, plan).await?,
        "read" => read::run(&db, plan).await?,
        other => return Err(format!("{other} is neither generate nor read").into()),
    }
    db.close().await;
    Ok(())
}

/// Time that has passed since a beginning, for measuring.
#[expect(
    clippy::disallowed_methods,
    reason = "an example measures what its work takes, and stores no instant of the clock"
)]
pub(crate) fn now() -> std::time::Instant {
    std::time::Instant::now()
}
