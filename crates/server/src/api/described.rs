//! The description of the API (OpenAPI 3.1): what the handlers say of themselves, and what the layers around them add.

use rules::access::Action;
use utoipa::openapi::content::ContentBuilder;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{
    ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme,
};
use utoipa::openapi::{self, Ref, RefOr, Required};
use utoipa::{Modify, OpenApi};

use super::{
    absences, assignment_rules, attachments, conversations, figures, idempotency, inbox,
    marketplace, mentions, people, prepared, quick_replies, staff, strikes, tokens,
};
use crate::middleware::Problem;
use crate::routes::Endpoint;

/// The whole description. `endpoints` says which operations need a viewer.
pub fn document(endpoints: &[Endpoint]) -> openapi::OpenApi {
    let mut document = Described::openapi();
    document.merge(conversations::Conversations::openapi());
    document.merge(absences::Described::openapi());
    document.merge(attachments::Attachments::openapi());
    document.merge(mentions::Mentions::openapi());
    document.merge(inbox::Inbox::openapi());
    document.merge(assignment_rules::AssignmentRules::openapi());
    document.merge(figures::Figures::openapi());
    document.merge(quick_replies::QuickReplies::openapi());
    document.merge(staff::Staff::openapi());
    document.merge(strikes::Described::openapi());
    document.merge(marketplace::Marketplace::openapi());
    document.merge(tokens::Tokens::openapi());
    document.merge(people::People::openapi());
    document.merge(prepared::Described::openapi());
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let endpoint = endpoints
                .iter()
                .find(|endpoint| endpoint.path == path && endpoint.method.as_str() == method);
            let is_public = endpoint.is_some_and(|endpoint| endpoint.action == Action::Public);
            complete(operation, method, path, is_public);
        }
    }
    document
}

#[derive(OpenApi)]
#[openapi(
    info(
        title = "Dopis",
        description = "The helpdesk of an online marketplace: what sellers and buyers write to each other, \
            and by when an answer is due. Instants are RFC 3339 in UTC. Fields that are not described are refused. \
            A refusal is a problem document (RFC 9457) with a stable code.",
        license(name = "Apache-2.0", identifier = "Apache-2.0"),
    ),
    paths(
        super::events::get_events,
        crate::pages::live::get_live,
        super::me::get_me,
        super::limits::get_limits,
        super::reference::page::get_openapi,
        super::reference::page::get_reference,
        super::import::post_import,
    ),
    components(schemas(Problem)),
    modifiers(&Credentials),
    security(("token" = []), ("session" = [])),
    tags(
        (name = "conversations", description = "Conversations, their messages and reply deadlines"),
        (name = "absences", description = "Planned absences of sellers, and what the marketplace decides about them"),
        (name = "attachments", description = "Files that go with messages: upload one, then name its id in a message"),
        (name = "quick replies", description = "Texts that a seller uses again and again"),
        (name = "inbox", description = "What a seller's people put on conversations and keep for their lists"),
        (name = "assignment rules", description = "The rules by which a seller shares out work"),
        (name = "figures", description = "What a seller's answering comes to"),
        (name = "events", description = "The replayable feed of what happened"),
        (name = "staff", description = "What staff of the marketplace do: oversight, reading with a reason, calendars"),
        (name = "moderation", description = "Messages that people of the marketplace look at, and what they decide"),
        (name = "marketplace", description = "What the marketplace's own systems push in"),
        (name = "people", description = "The people of a seller, as its owners keep them"),
        (name = "files", description = "Files that take long and are made by a job: all that is kept of a buyer, large dossiers"),
        (name = "tokens", description = "Tokens for programs"),
        (name = "service", description = "The service itself"),
    ),
)]
struct Described;

struct Credentials;

impl Modify for Credentials {
    fn modify(&self, document: &mut openapi::OpenApi) {
        let token = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("An API token."))
            .build();
        let session = ApiKeyValue::with_description(
            "__Host-dopis",
            "The session of a page. Every change then needs the header `X-CSRF-Token`.",
        );
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(token));
        components.add_security_scheme("session", SecurityScheme::ApiKey(ApiKey::Cookie(session)));
    }
}

fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let all = [
        ("GET", &mut item.get),
        ("PUT", &mut item.put),
        ("POST", &mut item.post),
        ("DELETE", &mut item.delete),
    ];
    all.into_iter()
        .filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// What 401 means where anybody may ask, and everywhere else.
const NONE_NEEDED: &str = "None is needed, but the token that was sent is not valid";
const NEEDED: &str = "No valid token or session";

/// Adds what every request of its kind can meet on its way to the handler.
fn complete(operation: &mut Operation, method: &str, path: &str, is_public: bool) {
    let has_body = operation.request_body.is_some();
    let mut queries = operation.parameters.iter().flatten().filter_map(in_query);
    let has_record = path.contains('{') || queries.clone().any(|name| RECORDS.contains(&name));
    let has_query = queries.next().is_some();
    let takes_key = method == "POST" && idempotency::takes_key(path);
    let mut add = |status: u16, description: &str| {
        let response = ResponseBuilder::new().description(description).build();
        let responses = &mut operation.responses.responses;
        responses
            .entry(status.to_string())
            .or_insert(RefOr::T(response));
    };
    if has_record || has_query || has_body {
        add(
            400,
            "The request cannot be understood; the detail says where",
        );
    }
    add(401, if is_public { NONE_NEEDED } else { NEEDED });
    if !is_public {
        add(403, "The viewer may not do this");
    }
    if has_record {
        add(404, "There is none that the viewer can see");
    }
    if takes_key {
        add(
            409,
            "`request_in_progress`: the same request is being carried out",
        );
    }
    if has_body || takes_key {
        add(413, "The body is too large");
    }
    if has_body {
        add(415, "The body has another media type");
    }
    if has_body || has_query || takes_key {
        add(
            422,
            "A field or parameter cannot be taken; the detail names it",
        );
    }
    add(429, "Too many requests; wait as `Retry-After` says");
    add(
        500,
        "A fault of the service; name the request id when reporting it",
    );
    add(503, "The service is busy; try again as `Retry-After` says");
    for (status, response) in &mut operation.responses.responses {
        if let (true, RefOr::T(response)) = (is_refusal(status), response) {
            give_form(response);
        }
    }
    if takes_key {
        let key = idempotency_key();
        operation
            .parameters
            .get_or_insert_default()
            .push(RefOr::T(key));
    }
    if is_public {
        operation.security = Some(vec![SecurityRequirement::default()]);
    }
}

/// Parameters of a query that name a record, as those of a path do.
const RECORDS: [&str; 8] = [
    "agent",
    "buyer",
    "conversation",
    "label",
    "listing",
    "order",
    "seller",
    "view",
];

/// Its name, where it is one of the query's.
fn in_query(parameter: &RefOr<openapi::path::Parameter>) -> Option<&str> {
    match parameter {
        RefOr::T(parameter) if parameter.parameter_in == ParameterIn::Query => {
            Some(&parameter.name)
        }
        _ => None,
    }
}

fn is_refusal(status: &str) -> bool {
    status.starts_with('4') || status.starts_with('5')
}

fn give_form(response: &mut Response) {
    if response.content.is_empty() {
        let problem = Ref::from_schema_name("Problem");
        let content = ContentBuilder::new().schema(Some(problem)).build();
        response
            .content
            .insert("application/problem+json".to_owned(), content.into());
    }
}

fn idempotency_key() -> openapi::path::Parameter {
    let schema = ObjectBuilder::new()
        .schema_type(Type::String)
        .max_length(Some(idempotency::KEY_MAX_CHARS))
        .build();
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .required(Required::False)
        .description(Some(
            "Chosen by you. The same request under the same key is carried out once and answered the same again, \
             with `Idempotency-Replayed: true`.",
        ))
        .schema(Some(schema))
        .build()
}
