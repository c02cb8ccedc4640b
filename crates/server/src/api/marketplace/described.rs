//! The operations of the marketplace's systems, for the API's description.

use utoipa::OpenApi;

#[derive(OpenApi)]
#[openapi(paths(
    super::sellers::get_sellers,
    super::sellers::get_seller,
    super::sellers::put_seller,
    super::agents::get_agents,
    super::agents::get_agent,
    super::agents::put_agent,
    super::agent_password::put_agent_password,
    super::agent_password::delete_agent_password,
    super::buyers::get_buyers,
    super::buyers::get_buyer,
    super::buyers::put_buyer,
    super::listings::get_listings,
    super::listings::get_listing,
    super::listings::put_listing,
    super::orders::get_orders,
    super::orders::get_order,
    super::orders::put_order,
))]
pub(in crate::api) struct Marketplace;
