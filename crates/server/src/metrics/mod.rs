//! What an operator's alarms read: figures of this process, the log, the jobs and the requests.
//! No figure names a person or a record.

mod archive;
mod database;
mod exposition;
mod process;
mod requests;
mod scrape;

pub use requests::Requests;
pub use scrape::scrape;
