//! Configuration: one TOML file, and environment variables `DOPIS_SECTION__KEY` over it.

mod archive;
mod check;
mod load;
mod metrics;
mod moderation;
mod reference;
mod settings;

pub use self::archive::{Archive, Witness};
pub use load::{ConfigError, load, load_here};
pub use metrics::Metrics;
pub use moderation::Moderation;
pub use reference::reference;
pub use settings::{
    Attachments, Buyers, CalendarOf, Config, Database, Deadline, HandOff, HandOffAlgorithm, Limits,
    Log, LogFormat, Marketplace, SecondFactor, Server, SignIn,
};
