//! What the marketplace pushes in: each PUT is idempotent, and an order may come before its buyer, listing or seller.

mod agent;
mod agent_password;
mod buyer;
mod listing;
pub mod order;
mod put;
mod read;
mod seller;

pub use agent::{AgentContent, apply_agent, put_agent};
pub use agent_password::set_agent_password;
pub use buyer::{BuyerContent, apply_buyer, put_buyer};
pub use listing::{ListingContent, Money, apply_listing, put_listing};
pub use order::{
    DeliveryAddress, OrderContent, OrderDetails, OrderLine, Shipment, apply_order, put_order,
    read_details,
};
pub use put::{Outcome, Put};
pub use read::{
    find_agent, find_buyer, find_listing, find_order, find_seller, list_agents, list_buyers,
    list_listings, list_orders, list_sellers,
};
pub use seller::{SellerContent, apply_seller, calendar_notes, put_seller};
