//! Opening the storage that the configuration names.

use std::error::Error;
use std::fs;
use std::sync::Arc;
use std::time::Duration;

use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::{ObjectStore, RetryConfig};

use super::StorageError;
use crate::config::Attachments;

/// After this time a request is answered rather than tried again.
const TRIED_FOR: Duration = Duration::from_secs(15);
const TRIES: usize = 3;

pub(super) fn open(config: &Attachments) -> Result<Arc<dyn ObjectStore>, StorageError> {
    let opened = match config.storage.split_once(':') {
        Some(("s3", bucket)) => bucket_of(config, bucket),
        Some((_, folder)) => local(folder),
        None => Err("it is neither file: nor s3:".into()),
    };
    opened.map_err(|source| StorageError::Open {
        storage: config.storage.clone(),
        source,
    })
}

type Opened = Result<Arc<dyn ObjectStore>, Box<dyn Error + Send + Sync>>;

fn local(folder: &str) -> Opened {
    fs::create_dir_all(folder)?;
    let store = LocalFileSystem::new_with_prefix(folder)?
        // A message that was committed must find its files after a power cut.
        .with_fsync(true)
        .with_automatic_cleanup(true);
    Ok(Arc::new(store))
}

fn bucket_of(config: &Attachments, bucket: &str) -> Opened {
    // Whoever was first has installed the same one.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = AmazonS3Builder::new()
        .with_bucket_name(bucket)
        .with_region(&config.s3_region)
        .with_access_key_id(&config.s3_key_id)
        .with_secret_access_key(&config.s3_secret)
        // Deleting many at once is what storages besides Amazon's agree least about.
        .with_disable_bulk_delete(true)
        .with_retry(RetryConfig {
            max_retries: TRIES,
            retry_timeout: TRIED_FOR,
            ..RetryConfig::default()
        });
    if !config.s3_endpoint.is_empty() {
        builder = builder
            .with_endpoint(&config.s3_endpoint)
            .with_allow_http(config.s3_endpoint.starts_with("http://"));
    }
    Ok(Arc::new(builder.build()?))
}
