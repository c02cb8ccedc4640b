//! What the marketplace pushes in and reads back.

mod agent_password;
mod agents;
mod buyers;
mod collection;
mod described;
mod listings;
mod orders;
mod replied;
mod sellers;

pub use agent_password::{delete_agent_password, put_agent_password};
pub use agents::{AgentShown, get_agent, get_agents, put_agent};
pub use buyers::{BuyerShown, get_buyer, get_buyers, put_buyer};
pub use collection::{Collection, LIMIT_MAX, Wanted};
pub use listings::{ListingShown, get_listing, get_listings, put_listing};
pub use orders::{OrderShown, get_order, get_orders, put_order};
pub use sellers::{SellerShown, get_seller, get_sellers, put_seller};

pub(super) use agents::show as agent_shown;
pub(super) use described::Marketplace;
