//! Every URL that names a record is asked with real records of somebody else's. The answer is the one to an id
//! that nobody has, it tells nothing, and nothing has changed; the rightful person succeeds with the same request.

use axum::http::{Method, StatusCode};
use dopis::routes::{Endpoint, endpoints};
use rules::access::{Action, AgentRole, Relation, Role, Verdict, may};
use serde_json::{Value, json};
use store::{Db, both_databases};

use super::records::{Ids, SECRET, of_nova, test_app, test_app_with};
use super::requests::ask;
use crate::api::World;
use crate::archiving::Log;
use crate::every_endpoint_denies::Who;
use crate::support::{Answer, Client};

/// None of them is of `nova`, and none is Maja.
const STRANGERS: [Who; 11] = [
    Who::Nobody,
    Who::Buyer("tone"),
    Who::Agent("drugi", "eva", AgentRole::Owner),
    Who::Agent("drugi", "fani", AgentRole::Agent),
    Who::Agent("drugi", "goran", AgentRole::ReadOnly),
    Who::Automation("drugi"),
    Who::Staff(Role::Moderator),
    Who::Staff(Role::Decider),
    Who::Staff(Role::Reviewer),
    Who::Staff(Role::Auditor),
    Who::Staff(Role::Administrator),
];

/// What is open to every buyer although it is a seller's: what it sells.
const OPEN_TO_BUYERS: &str = "/api/v1/sellers/{seller}/listings/{listing}";

/// What is a person's own, and no colleague's.
const PERSONAL: [&str; 5] = ["{session}", "{passkey}", "{upload}", "{view}", "{file}"];

fn order() -> Value {
    json!({ "kind": "order", "id": "W1" })
}

/// Those that name a record, except where knowing the secret in the address is the right to it.
fn naming_a_record() -> impl Iterator<Item = Endpoint> {
    let all = endpoints().into_iter();
    all.filter(|endpoint| endpoint.path.contains('{') && endpoint.action != Action::Public)
}

/// What is wrong with the answer to a stranger, held against the answer for a record that there is not.
fn leak(verdict: Verdict, real: &Answer, unknown: &Answer, endpoint: &Endpoint) -> Option<String> {
    let (method, path) = (&endpoint.method, endpoint.path);
    let status = real.status;
    let is_refused = match verdict {
        Verdict::SignInFirst => {
            status == 401 || (status == 303 && real.header("location").starts_with("/sign-in"))
        }
        Verdict::Forbidden => status == 403,
        // Deleting what is not there has succeeded, whoever asks.
        Verdict::Allowed | Verdict::Hidden => {
            let is_deletion = *method == Method::DELETE || path.ends_with("/deletion");
            status == 404 || (is_deletion && (status == 204 || status == 303))
        }
    };
    if !is_refused {
        return Some(format!("{verdict:?}, but {status} {}", real.body));
    }
    if comparable(real) != comparable(unknown) {
        return Some(format!("{} differs from {}", real.body, unknown.body));
    }
    let told = real.body.contains(SECRET) || format!("{:?}", real.headers).contains(SECRET);
    told.then(|| format!("tells the secret: {}", real.body))
}

/// Status, code and words; not the number of the request, and of a page nothing that is drawn for it anew.
pub(super) fn comparable(answer: &Answer) -> (StatusCode, Value) {
    let mut told: Value = serde_json::from_str(&answer.body).unwrap_or_default();
    if let Some(members) = told.as_object_mut() {
        members.remove("request_id");
    }
    (answer.status, told)
}

/// What Ana, Maja and the marketplace see at every address of the API that changes nothing.
async fn seen(world: &World, ids: &Ids) -> Vec<(String, String)> {
    let mut all = Vec::new();
    for endpoint in endpoints() {
        let is_of_records = endpoint.path.starts_with("/api/v1/")
            && !["/live", "openapi.json", "/reference", "/limits", "/events"]
                .iter()
                .any(|end| endpoint.path.ends_with(end));
        if endpoint.method != Method::GET || !is_of_records {
            continue;
        }
        for (name, who) in [
            ("ana", &world.ana),
            ("maja", &world.maja),
            ("administrator", &world.administrator),
            ("platform", &world.platform),
        ] {
            let answer = who.get(&ids.fill(endpoint.path)).await;
            let (status, told) = comparable(&answer);
            if status == 200 {
                let said = format!("{told} {}", answer.bytes.len());
                all.push((format!("{} as {name}", endpoint.path), said));
            }
        }
    }
    all
}

async fn event_count(world: &World) -> usize {
    world.test.run_jobs().await;
    let read = async |tx: &store::Tx| {
        store::events::after(tx, &store::events::Scope::Everything, -1, 10_000).await
    };
    world.test.app.db.read(read).await.unwrap().len()
}

fn may_anyway(who: &Who, endpoint: &Endpoint, verdict: Verdict) -> bool {
    let is_staff = matches!(who, Who::Staff(_));
    let is_offer = matches!(who, Who::Buyer(_)) && endpoint.path == OPEN_TO_BUYERS;
    verdict == Verdict::Allowed && (is_staff || is_offer)
}

both_databases! {
    async fn records_of_others_are_like_none_at_all(db: Db) {
        let world = World::of(test_app(db)).await;
        let nova = of_nova(&world, &order()).await;
        let own = json!({ "seller": "drugi", "subject": { "kind": "order", "id": "W2" }, "text": "Kje je?" });
        let own = world.tone.post("/api/v1/conversations", &own).await.json();
        let own = own["conversation"]["id"].as_str().unwrap().to_owned();
        let unknown = Ids::made_up();
        // All of nova's, and a record of nova's in what is the stranger's own.
        let within = nova.with("conversation", &own).with("seller", "drugi");
        let nowhere = unknown.with("conversation", &own).with("seller", "drugi");
        let mut strangers = Vec::new();
        for who in STRANGERS {
            strangers.push((who, who.client(&world.test).await));
        }
        let (before, events) = (seen(&world, &nova).await, event_count(&world).await);
        assert!(before.len() > 60, "{} addresses show something", before.len());
        assert!(before.iter().any(|(_, told)| told.contains(SECRET)), "the rightful see it");
        let (mut wrong, mut asked) = (Vec::new(), 0);
        for endpoint in naming_a_record() {
            let has_two = endpoint.path.matches('{').count() > 1;
            for (who, client) in &strangers {
                let verdict = may(&who.viewer(), endpoint.action, Relation::Own);
                if may_anyway(who, &endpoint, verdict) {
                    continue;
                }
                let pairs = [(&nova, &unknown), (&within, &nowhere)];
                for (real, made_up) in pairs.iter().take(if has_two { 2 } else { 1 }) {
                    let answers = (
                        ask(client, &endpoint, real).await,
                        ask(client, &endpoint, made_up).await,
                    );
                    asked += 1;
                    if let Some(what) = leak(verdict, &answers.0, &answers.1, &endpoint) {
                        wrong.push(format!("{} {} as {who:?}: {what}", endpoint.method, endpoint.path));
                    }
                }
            }
        }
        assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
        assert!(asked > 900, "{asked} attempts");
        assert_eq!(event_count(&world).await, events, "nothing was recorded");
        // After that, since looks of staff are recorded.
        assert_eq!(seen(&world, &nova).await, before, "and nothing has changed");
    }

    async fn what_is_a_persons_own_is_no_colleagues(db: Db) {
        let world = World::of(test_app(db)).await;
        let nova = of_nova(&world, &order()).await;
        let (unknown, before) = (Ids::made_up(), seen(&world, &nova).await);
        let (mut wrong, mut asked) = (Vec::new(), 0);
        let personal = |endpoint: &Endpoint| PERSONAL.iter().any(|own| endpoint.path.contains(own));
        for endpoint in naming_a_record().filter(personal) {
            let real = ask(&world.bor, &endpoint, &nova).await;
            let none = ask(&world.bor, &endpoint, &unknown).await;
            asked += 1;
            if let Some(what) = leak(Verdict::Hidden, &real, &none, &endpoint) {
                wrong.push(format!("{} {}: {what}", endpoint.method, endpoint.path));
            }
        }
        assert!(wrong.is_empty(), "{} of {asked}:\n{}", wrong.len(), wrong.join("\n"));
        assert!(asked >= 12, "{asked} attempts");
        // A draft is named by its conversation, which is a colleague's too.
        let draft = format!("/api/v1/conversations/{}/draft", nova.of("conversation"));
        assert_eq!(world.bor.delete(&draft).await.status, 204);
        for colleague in [&world.bor, &world.maja, &world.moderator] {
            assert!(!colleague.get(&draft).await.body.contains(SECRET));
        }
        assert_eq!(seen(&world, &nova).await, before, "nothing has changed");
    }

    async fn the_rightful_person_succeeds_with_the_same_requests(db: Db) {
        let log = Log::new();
        let world = World::of(test_app_with(db, |config| log.configure(config))).await;
        let nova = of_nova(&world, &order()).await;
        let listing = of_nova(&world, &json!({ "kind": "listing", "id": "L1" })).await;
        world.test.run_jobs().await;
        let bundle = format!("000.p/{}", log.holds().unwrap());
        let [nova, listing] = [nova, listing].map(|ids| ids.with("*tile", &bundle));
        let decider = world.test.staff(&[Role::Decider]).await;
        let auditor = world.test.staff(&[Role::Auditor]).await;
        for ids in [&nova, &listing] {
            let path = format!("/api/v1/conversations/{}/reads", ids.of("conversation"));
            let read = world.moderator.post(&path, &json!({ "reason": "Pritožba" })).await;
            assert!(read.status.is_success(), "{}", read.body);
        }
        let rightful: [(Who, &Client); 7] = [
            (Who::Agent("nova", "ana", AgentRole::Owner), &world.ana),
            (Who::Buyer("maja"), &world.maja),
            (Who::Staff(Role::Moderator), &world.moderator),
            (Who::Staff(Role::Administrator), &world.administrator),
            (Who::Staff(Role::Decider), &decider),
            (Who::Staff(Role::Auditor), &auditor),
            (Who::Platform, &world.platform),
        ];
        let mut all: Vec<Endpoint> = naming_a_record().collect();
        all.sort_by_key(ends_something);
        let mut wrong = Vec::new();
        for endpoint in all {
            // Pages and the API end records of their own.
            let ids = if endpoint.path.starts_with("/api/") { &nova } else { &listing };
            let may_do = |who: &Who| may(&who.viewer(), endpoint.action, Relation::Own) == Verdict::Allowed;
            let Some((who, client)) = rightful.iter().find(|(who, _)| may_do(who)) else {
                wrong.push(format!("{} {}: nobody may", endpoint.method, endpoint.path));
                continue;
            };
            let answer = ask(client, &endpoint, ids).await;
            let conflicts = answer.status == 409;
            if !(answer.status.is_success() || answer.status == 303 || conflicts) {
                wrong.push(format!("{} {} as {who:?}: {} {}", endpoint.method, endpoint.path,
                    answer.status, answer.body.chars().take(300).collect::<String>().replace('\n', " ")));
            }
        }
        assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
    }
}

/// Looking first, then changing, then ending.
fn ends_something(endpoint: &Endpoint) -> u8 {
    let last = endpoint.path.rsplit('/').next().unwrap();
    let ending = ["deletion", "removal", "withdrawal", "end", "reset"];
    match endpoint.method {
        Method::GET => 0,
        Method::DELETE => 2,
        _ if ending.contains(&last) => 2,
        _ => 1,
    }
}
