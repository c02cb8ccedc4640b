//! Large data for `cargo xtask bench --generate`, made through the store's own functions, and what reading it takes.
//!
//! `large generate URL CONVERSATIONS` fills a migrated database and tells how fast; `large read URL CONVERSATIONS`
//! measures, and tells what this process holds in memory. Both print one line of JSON for each figure.
//! `large turns largest|small CONVERSATIONS` prints whose long conversations can be read over HTTP.
//! `large lines MESSAGES` prints the same data for `dopis import`; `large place URL` gives events their positions and
//! tells how many there were.

mod data;
mod generate;
mod lines;
mod read;
mod turns;

use store::{Db, DbOptions, migrate};

pub(crate) type Failure = Box<dyn std::error::Error + Send + Sync>;

const USAGE: &str = "large generate|read URL CONVERSATIONS, large turns largest|small CONVERSATIONS, \
    large lines MESSAGES or large place URL";

#[tokio::main]
async fn main() -> Result<(), Failure> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["generate", url, count] => {
            let db = open(url).await?;
            generate::run(&db, data::Plan::new(count.parse()?)?).await?;
            db.close().await;
        }
        ["read", url, count] => {
            let db = open(url).await?;
            read::run(&db, data::Plan::new(count.parse()?)?).await?;
            db.close().await;
        }
        ["turns", whose @ ("largest" | "small"), count] => {
            turns::print(&data::Plan::new(count.parse()?)?, whose == "largest")?;
        }
        ["lines", count] => lines::print(count.parse()?)?,
        ["place", url] => {
            let db = open(url).await?;
            println!("{{\"events\":{}}}", generate::place(&db).await?);
            db.close().await;
        }
        _ => return Err(USAGE.into()),
    }
    Ok(())
}

async fn open(url: &str) -> Result<Db, Failure> {
    let options = match url.strip_prefix("sqlite:") {
        Some(path) => DbOptions::sqlite(path),
        None => DbOptions::postgres(url),
    };
    migrate::apply(&options).await?;
    Ok(Db::open(&options).await?)
}

/// Time that has passed since a beginning, for measuring.
#[expect(
    clippy::disallowed_methods,
    reason = "an example measures what its work takes, and stores no instant of the clock"
)]
pub(crate) fn now() -> std::time::Instant {
    std::time::Instant::now()
}
