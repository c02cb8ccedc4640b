//! API tokens over the API.

mod described;
mod handlers;
mod shapes;

pub(super) use described::Tokens;
pub use handlers::{delete_token, get_tokens, post_token};
pub use shapes::{NewToken, TokenList, TokenMade, TokenShown};
