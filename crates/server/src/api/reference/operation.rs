//! The operations of the description, as the reference page shows them.

use serde_json::Value;

use super::schema::{Kind, kind_of};

/// The operations of one tag.
#[derive(Debug)]
pub(super) struct Group {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) operations: Vec<OperationShown>,
}

/// One method of one path.
#[derive(Debug)]
pub(super) struct OperationShown {
    pub(super) id: String,
    pub(super) method: String,
    pub(super) path: String,
    pub(super) summary: String,
    pub(super) description: String,
    pub(super) is_public: bool,
    pub(super) parameters: Vec<ParameterShown>,
    pub(super) body: Option<Kind>,
    pub(super) answers: Vec<AnswerShown>,
}

#[derive(Debug)]
pub(super) struct ParameterShown {
    pub(super) name: String,
    pub(super) place: String,
    pub(super) kind: Kind,
    pub(super) is_required: bool,
    pub(super) description: String,
}

#[derive(Debug)]
pub(super) struct AnswerShown {
    pub(super) status: String,
    pub(super) description: String,
    pub(super) kind: Option<Kind>,
}

/// All operations, in the order of the tags.
pub(super) fn groups(document: &Value) -> Vec<Group> {
    let tags = document["tags"].as_array().into_iter().flatten();
    let group = |tag: &Value| Group {
        name: text(&tag["name"]),
        description: text(&tag["description"]),
        operations: operations(document, &text(&tag["name"])),
    };
    let groups = tags.map(group);
    groups
        .filter(|group| !group.operations.is_empty())
        .collect()
}

fn operations(document: &Value, tag: &str) -> Vec<OperationShown> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for method in ["get", "post", "put", "delete"] {
            let operation = &item[method];
            if operation["tags"][0] == tag {
                operations.push(OperationShown::new(path, method, operation));
            }
        }
    }
    operations
}

impl OperationShown {
    fn new(path: &str, method: &str, operation: &Value) -> OperationShown {
        let parameters = operation["parameters"].as_array().into_iter().flatten();
        let answers = operation["responses"].as_object().into_iter().flatten();
        let security = operation["security"].as_array();
        OperationShown {
            id: text(&operation["operationId"]),
            method: method.to_uppercase(),
            path: path.to_owned(),
            summary: text(&operation["summary"]),
            description: text(&operation["description"]),
            is_public: security.is_some_and(|security| {
                security
                    .iter()
                    .all(|one| one.as_object().is_some_and(|one| one.is_empty()))
            }),
            parameters: parameters.map(ParameterShown::new).collect(),
            body: content(&operation["requestBody"]),
            answers: answers
                .map(|(status, answer)| AnswerShown {
                    status: status.clone(),
                    description: text(&answer["description"]),
                    kind: content(answer),
                })
                .collect(),
        }
    }
}

impl ParameterShown {
    fn new(parameter: &Value) -> ParameterShown {
        ParameterShown {
            name: text(&parameter["name"]),
            place: text(&parameter["in"]),
            kind: kind_of(&parameter["schema"]),
            is_required: parameter["required"] == true,
            description: text(&parameter["description"]),
        }
    }
}

fn content(of: &Value) -> Option<Kind> {
    let (_, content) = of["content"].as_object()?.iter().next()?;
    Some(kind_of(&content["schema"]))
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
