//! The server: HTTP, pages, mail, jobs, configuration and the commands of `dopis`.

pub mod i18n;
pub mod pages;
