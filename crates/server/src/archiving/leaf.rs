//! What of an event enters its leaf. Ids of people may say who they are, so that pseudonyms stand in their places.

use archive::canonical::{
    CanonicalError, Leaf, LeafError, Named, NotCanonical, Object, Value, parse,
};
use store::events::Event;
use store::pseudonyms::Person;

/// Members of a body that name people, however deep they lie, and people of which kind.
pub const NAMES_OF_PERSONS: [(&str, &str); 6] = [
    ("agent", AGENT),
    ("agents", AGENT),
    ("buyer", BUYER),
    ("deputy", AGENT),
    ("deputy_of", AGENT),
    ("previous", AGENT),
];

const AGENT: &str = "agent";
const BUYER: &str = "buyer";

/// Why an event cannot be a leaf.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LeafProblem {
    #[error("its body is no JSON that can be made canonical")]
    Body(#[from] CanonicalError),
    #[error("its body is no object")]
    NoObject,
    #[error(transparent)]
    Value(#[from] NotCanonical),
    #[error(transparent)]
    Leaf(#[from] LeafError),
    #[error("nothing stands for somebody whom it names")]
    Unnamed,
}

/// The leaf with the ids of people still in it, which no entry is made of.
pub fn raw_leaf(event: &Event) -> Result<Leaf, LeafProblem> {
    let body = parse(&event.body)?;
    let body = body.as_object().ok_or(LeafProblem::NoObject)?.clone();
    Ok(Leaf {
        id: event.id.to_string(),
        at_us: event.at.as_microsecond(),
        kind: event.kind.clone(),
        actor: Named {
            kind: event.actor_kind.clone(),
            id: event.actor_id.clone(),
        },
        stream: Named {
            kind: event.stream.kind().to_owned(),
            id: event.stream.id(),
        },
        seller: event.seller.as_ref().map(ToString::to_string),
        buyer: event.buyer.as_ref().map(ToString::to_string),
        body,
    })
}

/// The leaf with what `stands_for` gives in place of each person.
pub fn with_pseudonyms(
    leaf: Leaf,
    stands_for: &mut impl FnMut(Person) -> Option<String>,
) -> Result<Leaf, LeafProblem> {
    let seller = leaf.seller.clone().unwrap_or_default();
    let mut hide = |kind: &'static str, id: String| {
        let seller = match kind {
            AGENT => seller.clone(),
            _ => String::new(),
        };
        stands_for(Person { kind, seller, id }).ok_or(LeafProblem::Unnamed)
    };
    Ok(Leaf {
        actor: hide_named(leaf.actor, &mut hide)?,
        stream: hide_named(leaf.stream, &mut hide)?,
        buyer: leaf.buyer.map(|buyer| hide(BUYER, buyer)).transpose()?,
        body: hide_in_object(&leaf.body, &mut hide)?,
        ..leaf
    })
}

fn hide_named(
    named: Named,
    hide: &mut impl FnMut(&'static str, String) -> Result<String, LeafProblem>,
) -> Result<Named, LeafProblem> {
    let kind = [AGENT, BUYER].into_iter().find(|kind| named.kind == *kind);
    match kind {
        Some(kind) => Ok(Named {
            id: hide(kind, named.id)?,
            kind: named.kind,
        }),
        None => Ok(named),
    }
}

fn hide_in_object(
    object: &Object,
    hide: &mut impl FnMut(&'static str, String) -> Result<String, LeafProblem>,
) -> Result<Object, LeafProblem> {
    let mut members = Vec::with_capacity(object.members().len());
    for (name, value) in object.members() {
        let named = NAMES_OF_PERSONS.iter().find(|(own, _)| own == name);
        let hidden = hide_in(value, named.map(|(_, kind)| *kind), hide)?;
        members.push((name.clone(), hidden));
    }
    Ok(Object::new(members)?)
}

/// `person` is the kind of people that texts here name.
fn hide_in(
    value: &Value,
    person: Option<&'static str>,
    hide: &mut impl FnMut(&'static str, String) -> Result<String, LeafProblem>,
) -> Result<Value, LeafProblem> {
    Ok(match (value, person) {
        (Value::Text(id), Some(kind)) => Value::Text(hide(kind, id.clone())?),
        (Value::List(values), _) => {
            let hidden = values.iter().map(|value| hide_in(value, person, hide));
            Value::List(hidden.collect::<Result<_, _>>()?)
        }
        (Value::Object(object), _) => Value::Object(hide_in_object(object, hide)?),
        (other, _) => other.clone(),
    })
}

#[cfg(test)]
mod tests {
    use rules::ids::{BuyerId, EventId, SellerId};
    use store::events::Stream;
    use uuid::Uuid;

    use super::*;

    fn event(body: &str) -> Event {
        Event {
            id: EventId(Uuid::from_u128(7)),
            seller: Some(SellerId::parse("nova").unwrap()),
            stream: Stream::Buyer(BuyerId::parse("maja.novak").unwrap()),
            buyer: Some(BuyerId::parse("maja.novak").unwrap()),
            kind: "rule.changed".to_owned(),
            actor_kind: "agent".to_owned(),
            actor_id: "ana".to_owned(),
            at: jiff::Timestamp::from_microsecond(1_795_000_000_000_001).unwrap(),
            body: body.to_owned(),
            position: Some(3),
        }
    }

    fn entry(event: &Event) -> Result<String, LeafProblem> {
        let mut stand_in = |person: Person| {
            let Person { kind, seller, id } = person;
            Some(format!("<{kind} {seller} {}>", id.len()))
        };
        let leaf = with_pseudonyms(raw_leaf(event)?, &mut stand_in)?;
        Ok(String::from_utf8(leaf.to_entry()?).unwrap())
    }

    #[test]
    fn an_entry_has_pseudonyms_wherever_somebody_is_named_and_is_always_the_same() {
        let body = r#"{ "outcome": { "kind": "agent", "agents": ["ana", "bor"] }, "deputy": null,
            "conditions": { "previous": ["ana"], "hours": { "to": 24, "from": 0 } }, "id": "ana" }"#;
        let expected = r#"{"actor":{"id":"<agent nova 3>","kind":"agent"},"at":1795000000000001,"body":{"conditions":{"hours":{"from":0,"to":24},"previous":["<agent nova 3>"]},"deputy":null,"id":"ana","outcome":{"agents":["<agent nova 3>","<agent nova 3>"],"kind":"agent"}},"buyer":"<buyer  10>","id":"00000000-0000-0000-0000-000000000007","kind":"rule.changed","seller":"nova","stream":{"id":"<buyer  10>","kind":"buyer"},"v":1}"#;
        assert_eq!(entry(&event(body)).unwrap(), expected);
    }

    #[test]
    fn what_has_no_canonical_spelling_is_refused() {
        for body in ["[]", "{", r#"{ "share": 0.5 }"#, r#"{ "a": 1, "a": 2 }"#] {
            assert!(entry(&event(body)).is_err(), "{body}");
        }
        let nobody = with_pseudonyms(raw_leaf(&event("{}")).unwrap(), &mut |_| None);
        assert_eq!(nobody, Err(LeafProblem::Unnamed));
    }
}
