//! The whole reference marketplace through the import.

use std::path::PathBuf;

use axum::body::Body;
use serde_json::json;
use store::{Db, both_databases};

use super::import::send;
use crate::support::TestApp;

/// Reference data beside the clone, as `../shared/data`; `DOPIS_SHARED_DATA` names another place.
#[expect(
    clippy::disallowed_methods,
    reason = "where the data lies differs from machine to machine"
)]
fn shared_data(path: &str) -> Vec<u8> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/data"));
    let folder = std::env::var_os("DOPIS_SHARED_DATA").map_or_else(beside, PathBuf::from);
    let file = folder.join(path);
    std::fs::read(&file).unwrap_or_else(|error| {
        panic!(
            "the reference data {} cannot be read: {error}",
            file.display()
        )
    })
}

both_databases! {
    async fn the_retail_data_is_imported_and_again(db: Db) {
        let test = TestApp::new(db);
        let platform = test.platform().await;
        // Conversations first: they name sellers, buyers and orders that are not known yet.
        let files = ["conversations", "orders", "listings", "buyers", "sellers"];
        let mut body = Vec::new();
        for file in files {
            body.extend(shared_data(&format!("retail/{file}.ndjson")));
        }
        let first = send(&platform, Body::from(body.clone())).await.json();
        assert_eq!(first["refused"], json!([]));
        let counts = [("seller", 8), ("listing", 591), ("buyer", 500), ("order", 2_548), ("conversation", 68)];
        for (kind, count) in counts {
            assert_eq!(first["types"][kind], json!({ "created": count, "changed": 0, "unchanged": 0 }), "{kind}");
        }
        let again = send(&platform, Body::from(body)).await.json();
        assert_eq!(again["refused"], json!([]));
        for (kind, count) in counts {
            assert_eq!(again["types"][kind], json!({ "created": 0, "changed": 0, "unchanged": count }), "{kind}");
        }
    }
}
