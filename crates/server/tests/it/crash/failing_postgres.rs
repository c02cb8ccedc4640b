//! PostgreSQL is restarted, away, paused, cut off, full or read-only while eight people write: people are put off
//! within their time, the process lives and says that it is not ready, and work goes on by itself afterwards.

use store::testing::{TestDatabase, short_or_long};
use store::{DbOptions, migrate};

use super::cluster::Cluster;
use super::people::People;
use super::process::Process;
use super::proxy::Proxy;
use super::shift::Shift;

#[derive(Debug, Clone, Copy)]
enum Outage {
    RestartedInOrder,
    RestartedAfterACrash,
    Away,
    Paused,
    HungUp,
    CutOff,
    OutOfConnections,
    ReadOnly,
}

const OUTAGES: [Outage; 8] = [
    Outage::RestartedInOrder,
    Outage::RestartedAfterACrash,
    Outage::Away,
    Outage::Paused,
    Outage::HungUp,
    Outage::CutOff,
    Outage::OutOfConnections,
    Outage::ReadOnly,
];

// The line to PostgreSQL is carried while the test waits for a program to end.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_outage_of_postgresql_loses_anything_or_needs_a_hand() {
    let Some(cluster) = Cluster::start() else {
        return;
    };
    let direct = TestDatabase {
        options: DbOptions::postgres(Cluster::url(cluster.port)),
    };
    migrate::apply(&direct.options).await.unwrap();
    let db = direct.open().await;
    let people = People::move_in(db.clone()).await;
    db.close().await;
    let proxy = Proxy::to(cluster.port).await;
    let process = Process::start(&DbOptions::postgres(Cluster::url(proxy.port)));
    let mut shift = Shift::begin(process, people).await;
    for _ in 0..short_or_long(1, 10) {
        for outage in OUTAGES {
            println!("{outage:?}");
            pass(outage, &cluster, &proxy, &mut shift).await;
            shift.goes_on().await;
        }
    }
    shift.end(&direct).await;
}

/// Lets it begin, and ends it when it has been noticed.
async fn pass(outage: Outage, cluster: &Cluster, proxy: &Proxy, shift: &mut Shift) {
    match outage {
        Outage::RestartedInOrder | Outage::RestartedAfterACrash => {
            cluster.end(match outage {
                Outage::RestartedInOrder => "fast",
                _ => "immediate",
            });
            cluster.begin();
            shift.lives().await;
        }
        Outage::Away => {
            cluster.end("fast");
            shift.stands_still().await;
            cluster.begin();
        }
        Outage::Paused => {
            cluster.pause();
            shift.stands_still().await;
            cluster.go_on();
        }
        Outage::HungUp => {
            cluster.hang_up();
            shift.lives().await;
        }
        Outage::CutOff => {
            proxy.cut();
            shift.stands_still().await;
            proxy.mend();
        }
        Outage::OutOfConnections => {
            cluster.sql("ALTER ROLE dopis CONNECTION LIMIT 0");
            cluster.hang_up();
            shift.stands_still().await;
            cluster.sql("ALTER ROLE dopis CONNECTION LIMIT -1");
        }
        Outage::ReadOnly => {
            cluster.sql("ALTER DATABASE dopis SET default_transaction_read_only = on");
            cluster.hang_up();
            shift.stands_still().await;
            shift.can_be_read().await;
            cluster.sql("ALTER DATABASE dopis RESET default_transaction_read_only");
        }
    }
}
