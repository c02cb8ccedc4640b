//! Every URL of Dopis, each with the one action of the permission table that it stands for.

mod api;
mod archive;
mod composer_api;
mod endpoint;
mod inbox_api;
mod metrics;
mod pages;
mod people_api;
mod prepared_api;
mod router;
mod staff_api;
mod strikes_api;

pub use endpoint::Endpoint;
use endpoint::endpoint;
pub use router::{endpoints, router};
