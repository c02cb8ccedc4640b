//! The URLs of the API.

use axum::http::Method;
use rules::access::Action;

use super::{Endpoint, endpoint};
use crate::api::{import, marketplace};

pub(super) fn endpoints() -> Vec<Endpoint> {
    marketplace_endpoints()
}

/// What the marketplace pushes in and reads back.
fn marketplace_endpoints() -> Vec<Endpoint> {
    vec![
        endpoint(
            Method::POST,
            "/api/v1/import",
            Action::PushMarketplace,
            import::post_import,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers",
            Action::PushMarketplace,
            marketplace::get_sellers,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}",
            Action::PushMarketplace,
            marketplace::get_seller,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}",
            Action::PushMarketplace,
            marketplace::put_seller,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/agents",
            Action::ListAgents,
            marketplace::get_agents,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/agents/{agent}",
            Action::ListAgents,
            marketplace::get_agent,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}/agents/{agent}",
            Action::PushMarketplace,
            marketplace::put_agent,
        ),
        endpoint(
            Method::GET,
            "/api/v1/buyers",
            Action::PushMarketplace,
            marketplace::get_buyers,
        ),
        endpoint(
            Method::GET,
            "/api/v1/buyers/{buyer}",
            Action::PushMarketplace,
            marketplace::get_buyer,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/buyers/{buyer}",
            Action::PushMarketplace,
            marketplace::put_buyer,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/listings",
            Action::ReadOrders,
            marketplace::get_listings,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/listings/{listing}",
            Action::ReadOrders,
            marketplace::get_listing,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}/listings/{listing}",
            Action::PushMarketplace,
            marketplace::put_listing,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/orders",
            Action::ReadOrders,
            marketplace::get_orders,
        ),
        endpoint(
            Method::GET,
            "/api/v1/sellers/{seller}/orders/{order}",
            Action::ReadOrders,
            marketplace::get_order,
        ),
        endpoint(
            Method::PUT,
            "/api/v1/sellers/{seller}/orders/{order}",
            Action::PushMarketplace,
            marketplace::put_order,
        ),
    ]
}
