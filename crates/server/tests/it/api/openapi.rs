//! The description of the API is whole, true and current.

use std::collections::BTreeSet;
use std::path::Path;

use dopis::api::document;
use dopis::routes::endpoints;
use rules::access::Action;
use serde_json::Value;

const METHODS: [&str; 4] = ["get", "put", "post", "delete"];

fn described() -> Value {
    serde_json::to_value(document(&endpoints())).unwrap()
}

/// Method, path and operation of everything that is described.
fn operations(document: &Value) -> Vec<(String, String, &Value)> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in METHODS {
            if let Some(operation) = item.get(method) {
                operations.push((method.to_uppercase(), path.clone(), operation));
            }
        }
    }
    operations
}

#[test]
fn every_route_of_the_api_is_described_and_nothing_else() {
    let document = described();
    let described: BTreeSet<(String, String)> = operations(&document)
        .into_iter()
        .map(|(method, path, _)| (method, path))
        .collect();
    let routed: BTreeSet<(String, String)> = endpoints()
        .iter()
        .filter(|endpoint| endpoint.path.starts_with("/api/v1/"))
        .map(|endpoint| (endpoint.method.to_string(), endpoint.path.to_owned()))
        .collect();
    assert_eq!(described, routed);
}

#[test]
fn it_is_openapi_3_1_whose_references_lead_somewhere() {
    let document = described();
    assert_eq!(document["openapi"], "3.1.0");
    let mut references = BTreeSet::new();
    collect_references(&document, &mut references);
    assert!(references.len() > 20, "{references:?}");
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
    let mut ids = BTreeSet::new();
    for (method, path, operation) in operations(&document) {
        let id = operation["operationId"].as_str().unwrap();
        assert!(ids.insert(id.to_owned()), "{id} stands twice");
        assert!(
            operation["summary"].is_string(),
            "{method} {path} has no summary"
        );
        let in_path = path.matches('{').count();
        let described = operation["parameters"].as_array().into_iter().flatten();
        let described = described
            .filter(|parameter| parameter["in"] == "path")
            .count();
        assert_eq!(in_path, described, "{method} {path}");
    }
}

#[test]
fn every_operation_says_how_it_can_be_refused() {
    let document = described();
    for endpoint in endpoints()
        .iter()
        .filter(|one| one.path.starts_with("/api/v1/"))
    {
        let method = endpoint.method.as_str().to_lowercase();
        let operation = &document["paths"][endpoint.path][&method];
        let mut expected = vec!["401", "429", "500", "503"];
        if endpoint.action != Action::Public {
            expected.push("403");
        }
        if endpoint.path.contains('{') {
            expected.push("404");
        }
        if operation.get("requestBody").is_some() {
            expected.extend(["400", "413", "415", "422"]);
        }
        for status in expected {
            let answer = &operation["responses"][status];
            let schema = &answer["content"]["application/problem+json"]["schema"]["$ref"];
            let place = format!("{method} {} {status}", endpoint.path);
            assert_eq!(schema, "#/components/schemas/Problem", "{place}");
        }
        let succeeds = operation["responses"].as_object().unwrap().keys();
        assert!(succeeds.into_iter().any(|status| status.starts_with('2')));
    }
}

#[test]
#[expect(
    clippy::disallowed_methods,
    reason = "the developer asks for an update through the environment"
)]
fn the_committed_description_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/api/openapi.json");
    let made = serde_json::to_string_pretty(&described()).unwrap() + "\n";
    if std::env::var_os("DOPIS_UPDATE_DOCS").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, &made).unwrap();
    }
    let written = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        written == made,
        "docs/api/openapi.json is out of date; DOPIS_UPDATE_DOCS=1 writes it anew"
    );
}

fn collect_references(value: &Value, references: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(Value::String(reference)) = fields.get("$ref") {
                references.insert(reference.clone());
            }
            fields
                .values()
                .for_each(|field| collect_references(field, references));
        }
        Value::Array(items) => items
            .iter()
            .for_each(|item| collect_references(item, references)),
        _ => {}
    }
}
