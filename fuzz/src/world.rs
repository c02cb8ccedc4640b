//! What is in the service: the demonstration, and somebody of each kind who is let in.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use dopis::actions::sign_in::session::Beginning;
use dopis::app::App;
use dopis::clock::Clock;
use dopis::config::{Config, HandOffAlgorithm};
use dopis::demo;
use dopis::random::{Random, secret_hash};
use jiff::{SignedDuration, Timestamp};
use rules::ids::{AgentId, BuyerId, SellerId, TokenId};
use rules::token::Holder;
use store::api_tokens::ApiToken;
use store::sessions::Person;
use store::{Db, DbError, DbOptions, migrate};

/// What hand-offs are signed with.
pub const SECRET: &str = "a secret of the targets, 32 characters";

/// A Monday.
pub fn now() -> Timestamp {
    "2026-11-23T09:00:00Z".parse().expect("an instant")
}

/// Credentials; none for a stranger.
#[derive(Debug, Clone, Default)]
pub(crate) struct Who {
    pub(crate) cookie: Option<String>,
    pub(crate) csrf: Option<[u8; 32]>,
    pub(crate) token: Option<String>,
}

pub(crate) struct World {
    pub(crate) app: App,
    pub(crate) people: Vec<Who>,
}

/// A database with the demonstration, from which each world begins.
pub(crate) async fn prepare(folder: &Path) -> demo::People {
    let app = app(folder, "template", 1).await;
    let people = demo::load(&app).await.expect("the demonstration");
    app.db.close().await;
    people
}

impl World {
    pub(crate) async fn begin(folder: &Path, staff: demo::People) -> World {
        for ending in ["", "-wal", "-shm"] {
            let _ = fs::remove_file(folder.join(format!("world.db{ending}")));
        }
        fs::copy(folder.join("template.db"), folder.join("world.db")).expect("a copy");
        // By a seed of its own, so that it makes no id again that the demonstration has.
        let app = app(folder, "world", 2).await;
        let seller = SellerId::parse("svetilko").expect("a seller");
        let agent = AgentId::parse("nina").expect("an agent");
        let mut people = vec![Who::default()];
        for person in [
            Person::Agent {
                seller: seller.clone(),
                agent,
            },
            Person::Buyer(BuyerId::parse("maja").expect("a buyer")),
            Person::Staff(staff.moderator),
            Person::Staff(staff.auditor),
            Person::Staff(staff.administrator),
        ] {
            people.push(session(&app, person).await);
        }
        for holder in [Holder::Platform, Holder::Automation { seller }] {
            people.push(program(&app, holder).await);
        }
        World { app, people }
    }
}

/// Limits on how often somebody asks are lifted: here everybody asks without pause.
async fn app(folder: &Path, name: &str, seed: u64) -> App {
    let mut config = Config::default();
    config.hand_off.algorithm = HandOffAlgorithm::Hs256;
    config.hand_off.secret = SECRET.to_owned();
    config.attachments.storage = format!("file:{}", folder.join("files").display());
    config.attachments.tesseract.clear();
    let limits = &mut config.limits;
    for limit in [
        &mut limits.requests_per_minute,
        &mut limits.anonymous_per_minute,
        &mut limits.sign_in_attempts,
        &mut limits.sign_in_attempts_of_strangers,
        &mut limits.live_connections,
    ] {
        *limit = 1_000_000;
    }
    let options = DbOptions::sqlite(folder.join(format!("{name}.db")));
    migrate::apply(&options).await.expect("the schema");
    let db = Db::open(&options).await.expect("the database");
    App::with(db, config, Clock::fixed(now()), Random::seeded(seed)).expect("the service")
}

async fn session(app: &App, person: Person) -> Who {
    let beginning = Beginning::new(app, app.now(), None).expect("a session");
    let begun = beginning.clone();
    app.db
        .write(async move |tx| -> Result<(), DbError> {
            begun.save(tx, person.clone(), "", Some("sl")).await
        })
        .await
        .expect("a session");
    Who {
        cookie: Some(format!("__Host-dopis={}", beginning.token)),
        csrf: Some(beginning.csrf),
        token: None,
    }
}

async fn program(app: &App, holder: Holder) -> Who {
    let secret = app.random.secret().expect("a secret");
    let token = ApiToken {
        id: app.new_id(app.now(), TokenId).expect("an id"),
        name: "target".into(),
        holder,
        created_by: "target".into(),
        created_at: app.now(),
        expires_at: app.now() + SignedDuration::from_hours(1),
        revoked_at: None,
    };
    let hash = secret_hash(&secret);
    app.db
        .write(async move |tx| store::api_tokens::insert(tx, &hash, &token).await)
        .await
        .expect("a token");
    Who {
        token: Some(format!("Bearer {secret}")),
        ..Who::default()
    }
}

/// What stands in an address for its parameters, where the demonstration has such a record.
pub(crate) fn known() -> BTreeMap<&'static str, String> {
    BTreeMap::from(
        [
            ("seller", "svetilko"),
            ("agent", "nina"),
            ("buyer", "maja"),
            ("listing", "SV-ZARJA"),
            ("order", "S-1001"),
            ("setting", "due_soon_percent"),
            ("number", "1"),
        ]
        .map(|(name, value)| (name, value.to_owned())),
    )
}

/// Of which list the agent finds its records: parameter, address, and the field that names the record.
pub(crate) const LISTED: [(&str, &str, &str); 5] = [
    ("conversation", "/api/v1/conversations", "id"),
    ("label", "/api/v1/labels", "id"),
    ("quick_reply", "/api/v1/quick-replies", "id"),
    ("view", "/api/v1/views", "id"),
    ("absence", "/api/v1/absences", "id"),
];
