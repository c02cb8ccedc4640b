//! The style sheet, the scripts and the icon are cached for good under an address that changes with their content.

use axum::extract::Path;
use axum::http::{HeaderMap, StatusCode, header};
use dopis::pages::assets;

#[tokio::test]
async fn an_asset_is_immutable_and_known_by_its_tag() {
    for asset in [assets::stylesheet(), assets::script(), assets::icon()] {
        let name = asset.url.strip_prefix("/assets/").unwrap().to_owned();
        let response = assets::show(Path(name.clone()), HeaderMap::new()).await;
        assert_eq!(response.status(), StatusCode::OK);
        assert!(
            response.headers()[header::CACHE_CONTROL]
                .to_str()
                .unwrap()
                .contains("immutable")
        );
        let tag = response.headers()[header::ETAG].clone();
        assert!(name.contains(tag.to_str().unwrap().trim_matches('"')));
        let body = axum::body::to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap();
        assert_eq!(body, asset.body());

        let again = HeaderMap::from_iter([(header::IF_NONE_MATCH, tag)]);
        assert_eq!(
            assets::show(Path(name), again).await.status(),
            StatusCode::NOT_MODIFIED
        );
    }
}

#[tokio::test]
async fn an_old_address_is_not_found() {
    let response = assets::show(
        Path("dopis-0000000000000000.css".to_owned()),
        HeaderMap::new(),
    )
    .await;
    assert_eq!(response.status(), StatusCode::NOT_FOUND);
}

/// A brace too many in one file would silently disable every file behind it.
#[test]
fn braces_of_every_file_are_balanced() {
    for asset in [assets::stylesheet(), assets::script()] {
        let (open, close) = (
            asset.body().matches('{').count(),
            asset.body().matches('}').count(),
        );
        assert_eq!(open, close, "{}", asset.url);
    }
}

#[test]
fn every_file_is_served() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("assets");
    for (kind, asset) in [("css", assets::stylesheet()), ("js", assets::script())] {
        for entry in std::fs::read_dir(folder.join(kind)).unwrap() {
            let path = entry.unwrap().path();
            let source = std::fs::read_to_string(&path).unwrap();
            assert!(
                asset.body().contains(source.trim()),
                "{} is not in the bundle",
                path.display()
            );
        }
    }
}
