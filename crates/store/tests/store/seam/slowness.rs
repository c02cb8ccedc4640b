//! The warning about closures that hold their transaction too long.

use std::{
    io,
    sync::{Mutex, Once},
};

use store::{DbError, both_databases, params, testing::TestDatabase};
use tracing_subscriber::fmt::MakeWriter;

use super::support::pause;

static LOG: Mutex<Vec<u8>> = Mutex::new(Vec::new());
static INSTALLED: Once = Once::new();

/// Writes into [`LOG`]: the warning comes from another thread, so only a subscriber of the whole process sees it.
#[derive(Clone, Copy)]
struct Log;

impl io::Write for Log {
    fn write(&mut self, text: &[u8]) -> io::Result<usize> {
        LOG.lock().unwrap().extend_from_slice(text);
        Ok(text.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        *self
    }
}

both_databases! {
    async fn a_slow_closure_is_named_in_the_log(test: TestDatabase) {
        INSTALLED.call_once(|| tracing_subscriber::fmt().with_writer(Log).with_ansi(false).init());
        let db = test.open_with(|limits| limits.slow_ms = 100).await;
        let quick_line = line!() + 1;
        db.read(async |tx| tx.query("SELECT 1", params![]).await).await.map_err(|error: DbError| error).unwrap();
        let slow_line = line!() + 1;
        db.read(async |tx| pause(tx).await).await.unwrap();
        let log = String::from_utf8(LOG.lock().unwrap().clone()).unwrap();
        let names = |line: u32| log.lines().any(|text| {
            text.contains("WARN") && text.contains("slow closure") && text.contains(&format!("slowness.rs:{line}:"))
        });
        assert!(names(slow_line), "{log}");
        assert!(!names(quick_line), "{log}");
        assert!(log.contains("took_ms="), "{log}");
    }
}
