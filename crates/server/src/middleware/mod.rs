//! What every request passes before its handler, outermost first.

mod admit_scraper;
mod body_limit;
mod catch_panic;
mod client_address;
mod count_requests;
mod csrf;
mod error_page;
mod identify;
mod limit_requests;
mod log_request;
pub mod multipart;
mod present_errors;
mod problem;
mod refuse_nul;
mod request_context;
mod security_headers;
mod session_cookie;
mod time_out;
mod wrap;

pub use admit_scraper::admit_scraper;
pub use client_address::ClientAddress;
pub use identify::{CurrentSession, CurrentToken};
pub use limit_requests::RequestLimits;
pub use problem::Problem;
pub use request_context::RequestContext;
pub use session_cookie::{
    DeviceCookie, PasskeyCookie, SessionCookie, StepCookie, cookie, language_cookie, theme_cookie,
};
pub use wrap::{wrap, wrap_beside};
