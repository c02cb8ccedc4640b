//! Schemas of the closed lists of words, made from the words that the rules know.

use rules::access::Role;
use rules::contact::Kind;
use rules::conversation::{AuthorKind, ConversationState, DeadlineState, SubjectKind, WaitsFor};
use rules::inbox::LabelColour;
use rules::looking::{AccessState, ReadingKind};
use rules::moderation::{Cause, Decision, Ground, HeldState, Measure};
use utoipa::openapi::schema::{ArrayBuilder, Object, ObjectBuilder, Type};

pub(super) fn access_state() -> Object {
    one_of(AccessState::ALL.map(AccessState::code))
}

pub(super) fn reading_kind() -> Object {
    one_of(ReadingKind::ALL.map(ReadingKind::code))
}

pub(super) fn author() -> Object {
    one_of(AuthorKind::ALL.map(AuthorKind::code))
}

pub(super) fn waits_for() -> Object {
    one_of(WaitsFor::ALL.map(WaitsFor::code))
}

pub(super) fn deadline_state() -> Object {
    one_of(DeadlineState::ALL.map(DeadlineState::code))
}

pub(super) fn conversation_state() -> Object {
    one_of([ConversationState::Open, ConversationState::Closed].map(ConversationState::code))
}

pub(super) fn finding_kind() -> Object {
    one_of(Kind::ALL.map(Kind::as_str))
}

pub(super) fn measure() -> Object {
    one_of(Measure::ALL.map(Measure::code))
}

pub(super) fn held_state() -> Object {
    one_of(HeldState::ALL.iter().map(|state| state.code()))
}

pub(super) fn cause() -> Object {
    one_of(Cause::ALL.iter().map(|cause| cause.code()))
}

pub(super) fn decision() -> Object {
    one_of(Decision::ALL.iter().map(|decision| decision.code()))
}

pub(super) fn ground() -> Object {
    one_of(Ground::ALL.iter().map(|ground| ground.code()))
}

pub(super) fn label_colour() -> Object {
    one_of(LabelColour::ALL.map(LabelColour::code))
}

pub(super) fn subject_kind() -> Object {
    one_of([SubjectKind::Listing, SubjectKind::Order].map(SubjectKind::code))
}

pub(super) fn roles() -> ArrayBuilder {
    ArrayBuilder::new().items(one_of(Role::ALL.map(Role::code)))
}

fn one_of(words: impl IntoIterator<Item = &'static str>) -> Object {
    ObjectBuilder::new()
        .schema_type(Type::String)
        .enum_values(Some(words.into_iter().collect::<Vec<_>>()))
        .build()
}
