//! Whatever shows a person of staff what sellers and buyers write is a look that is recorded. The routes come from the
//! router's own list: one that is new is listed here with what it shows, or with the reason why it shows nothing.

use std::collections::BTreeSet;

use axum::http::Method;
use dopis::routes::{Endpoint, endpoints};
use rules::access::{Action, Relation, Role, Roles, Verdict, Viewer, may};
use rules::ids::StaffId;
use serde_json::json;
use store::readings::{Filter, any_matching};
use store::sessions::Person;
use store::{Db, Tx, both_databases};

use super::routes_of_staff::{PART_OF_A_LOOK, SHOWS_TEXT, without_text};
use crate::api::World;
use crate::archiving::Log;
use crate::hostile::records::{Ids, of_nova, test_app_with};
use crate::hostile::requests::ask;
use crate::support::{Answer, Client};

/// Words of messages, held messages, notes, of why no reply is needed, and of a message that became a strike.
const WRITTEN: [&str; 5] = [
    "kje je paket",
    "mimo tržnice",
    "Zapis med nami",
    "Samo zahvala",
    "041 123 456",
];

fn allowed(role: Role, endpoint: &Endpoint) -> bool {
    let viewer = Viewer::Staff {
        staff: StaffId(uuid::Uuid::nil()),
        roles: Roles::new([role]),
    };
    may(&viewer, endpoint.action, Relation::Own) == Verdict::Allowed
}

fn of_staff() -> impl Iterator<Item = Endpoint> {
    let all = endpoints().into_iter();
    all.filter(|endpoint| endpoint.action != Action::Public)
        .filter(|endpoint| Role::ALL.into_iter().any(|role| allowed(role, endpoint)))
}

fn name(endpoint: &Endpoint) -> String {
    format!("{} {}", endpoint.method, endpoint.path)
}

/// Whether the answer has words that somebody wrote, or a file that somebody sent.
fn shows_text(answer: &Answer, endpoint: &Endpoint) -> bool {
    if !answer.status.is_success() {
        return false;
    }
    let has = |word: &str| {
        let word = word.as_bytes();
        answer.bytes.windows(word.len()).any(|part| part == word)
    };
    let is_file = endpoint.path.contains("/attachments/{attachment}");
    is_file || WRITTEN.into_iter().any(has)
}

/// How often this person has looked at anything.
async fn looks(world: &World, staff: StaffId) -> u32 {
    let filter = Filter {
        staff: Some(staff),
        ..Filter::default()
    };
    let all = async move |tx: &Tx| any_matching(tx, &filter, None, 10_000).await;
    let readings = world.test.app.db.read(all).await.unwrap();
    readings.iter().map(|reading| reading.looks).sum()
}

/// Everybody may read: by a reason, by taking the review, or by access that another person has approved.
async fn let_in(world: &World, role: Role, client: &Client, ids: &[&Ids; 2]) {
    if role == Role::Administrator {
        let wanted = json!({ "seller": "nova", "reason": "Preizkus" });
        let asked = client.post("/api/v1/accesses", &wanted).await.json();
        let decision = format!(
            "/api/v1/accesses/{}/decision",
            asked["id"].as_str().unwrap()
        );
        let other = world.test.staff(&[Role::Administrator]).await;
        let approved = other.put(&decision, &json!({ "approved": true })).await;
        assert_eq!(approved.status, 200, "{}", approved.body);
        return;
    }
    for ids in ids {
        let reads = ids.fill("/api/v1/conversations/{conversation}/reads");
        let given = client.post(&reads, &json!({ "reason": "Preizkus" })).await;
        assert_eq!(given.status, 204, "{}", given.body);
        if role == Role::Moderator {
            let claim = ids.fill("/api/v1/reviews/{review}/claim");
            assert!(client.put(&claim, &json!({})).await.status.is_success());
        }
    }
}

/// Reading first, then changing, then ending; the API before pages, since what has ended answers nothing more.
fn order(endpoint: &Endpoint) -> u8 {
    let ends = ["end", "claim", "release-claim", "decision", "reset"];
    match endpoint.method {
        Method::GET => 0,
        Method::DELETE => 2,
        _ if ends.iter().any(|end| endpoint.path.ends_with(end)) => {
            2 + u8::from(!endpoint.path.starts_with("/api/"))
        }
        _ => 1,
    }
}

#[test]
fn every_route_of_staff_is_listed_with_what_it_shows() {
    let routes: BTreeSet<String> = of_staff().map(|endpoint| name(&endpoint)).collect();
    let shows: BTreeSet<String> = SHOWS_TEXT.iter().map(|&route| route.to_owned()).collect();
    let without: BTreeSet<String> = without_text().map(str::to_owned).collect();
    let twice: Vec<_> = shows.intersection(&without).collect();
    assert!(twice.is_empty(), "listed twice: {twice:#?}");
    let listed: BTreeSet<String> = shows.union(&without).cloned().collect();
    let missing: Vec<_> = routes.difference(&listed).collect();
    assert!(missing.is_empty(), "say what these show: {missing:#?}");
    let gone: Vec<_> = listed.difference(&routes).collect();
    assert!(gone.is_empty(), "there are no such routes: {gone:#?}");
}

#[test]
fn an_auditor_reads_and_changes_nothing_but_what_is_said_here() {
    // One's own session and account, the record of one's own looks, and the two things that are decided about looks.
    let own = [
        Action::KeepSession,
        Action::KeepAccount,
        Action::GiveReadReason,
        Action::DecideAccess,
        Action::MakeConfidential,
    ];
    // A file that is downloaded and one that is looked through, which are sent for and change nothing.
    let reads = ["/dossier", "/staff/dossiers"];
    let changes = of_staff().filter(|endpoint| endpoint.method != Method::GET);
    let wrong: Vec<String> = changes
        .filter(|endpoint| allowed(Role::Auditor, endpoint))
        .filter(|endpoint| !own.contains(&endpoint.action))
        .filter(|endpoint| !reads.iter().any(|read| endpoint.path.ends_with(read)))
        .map(|endpoint| name(&endpoint))
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

both_databases! {
    async fn whatever_shows_staff_a_text_is_a_look(db: Db) {
        let log = Log::new();
        let world = World::of(test_app_with(db, |config| log.configure(config))).await;
        let order_ids = of_nova(&world, &json!({ "kind": "order", "id": "W1" })).await;
        let listing_ids = of_nova(&world, &json!({ "kind": "listing", "id": "L1" })).await;
        for ids in [&order_ids, &listing_ids] {
            let path = ids.fill("/api/v1/conversations/{conversation}");
            let noted = world.ana.post(&format!("{path}/notes"), &json!({ "text": "Zapis med nami" })).await;
            assert_eq!(noted.status, 201, "{}", noted.body);
            let question = json!({ "text": "In kje je paket?", "last_read": 0, "insist": true });
            let asked = world.maja.post(&format!("{path}/messages"), &question).await;
            assert_eq!(asked.status, 201, "{}", asked.body);
            let waived = world.ana.put(&format!("{path}/no-reply-needed"), &json!({ "reason": "Samo zahvala" })).await;
            assert_eq!(waived.status, 200, "{}", waived.body);
        }
        let contest = order_ids.fill("/api/v1/strikes/{strike}/contest");
        let contested = world.ana.json(Method::PUT, &contest, &json!({ "text": "To je številka dostave." })).await;
        assert!(contested.status.is_success(), "{}", contested.body);
        world.test.run_jobs().await;
        let mut all: Vec<Endpoint> = of_staff().collect();
        all.sort_by_key(order);
        let (mut wrong, mut shown, mut silent) = (Vec::new(), BTreeSet::new(), Vec::new());
        for role in Role::ALL {
            let staff = world.test.known_staff(&[role], "no password fits this").await;
            let begins = world.test.session_of(Person::Staff(staff)).await;
            let_in(&world, role, &begins, &[&order_ids, &listing_ids]).await;
            for endpoint in all.iter().filter(|endpoint| allowed(role, endpoint)) {
                let ids = if endpoint.path.starts_with("/api/") { &order_ids } else { &listing_ids };
                // A session of its own each time: signing out is among the requests.
                let client = world.test.session_of(Person::Staff(staff)).await;
                let before = looks(&world, staff).await;
                let answer = ask(&client, endpoint, ids).await;
                if !shows_text(&answer, endpoint) {
                    let said: String = answer.body.chars().take(200).collect();
                    silent.push(format!("{} as {role:?}: {} {said}", name(endpoint), answer.status));
                    continue;
                }
                shown.insert(name(endpoint));
                let named = name(endpoint);
                let is_part = PART_OF_A_LOOK.contains(&named.as_str()) && before > 0;
                let is_looked = is_part || looks(&world, staff).await > before;
                if !is_looked || !SHOWS_TEXT.contains(&named.as_str()) {
                    wrong.push(format!("{} as {role:?}", name(endpoint)));
                }
            }
        }
        assert!(wrong.is_empty(), "shown without a record, or not listed:\n{}", wrong.join("\n"));
        let listed: BTreeSet<String> = SHOWS_TEXT.iter().map(|&route| route.to_owned()).collect();
        let never: Vec<_> = listed.difference(&shown).collect();
        silent.retain(|line| never.iter().any(|route| line.starts_with(route.as_str())));
        assert!(never.is_empty(), "never shown here: {never:#?}\n{}", silent.join("\n"));
    }
}
