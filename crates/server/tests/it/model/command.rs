//! What people and time may do, in any order. Every command has an outcome in every state, often a refusal.

use jiff::SignedDuration;
use proptest::prelude::*;
use rules::conversation::AuthorKind;

/// Most commands of one sequence; with the longest wait they end before summer time begins.
const COMMANDS_MAX: usize = 30;
/// Longest wait: more than a day, less than a budget with a weekend in it.
const WAIT_MAX_MINUTES: i64 = 2_000;

/// Which conversation: the number that is left when it is divided by how many there are.
pub(crate) type Which = usize;

#[derive(Debug, Clone, Copy)]
pub(crate) enum Command {
    /// The buyer writes about the listing, into the conversation that is open or a new one.
    Open,
    Send(AuthorKind, Which),
    /// The agent says that no reply is needed.
    Waive(Which),
    Object(Which),
    Close(AuthorKind, Which),
    Reopen(AuthorKind, Which),
    TakeOver(Which),
    HandBack(Which),
    /// The buyer calls the marketplace.
    Call(Which),
    Wait(SignedDuration),
    /// Until the due instant of a deadline that runs, if it is still to come.
    WaitUntilDue(Which),
    RunJobs,
}

pub(crate) fn commands() -> impl Strategy<Value = Vec<Command>> {
    prop::collection::vec(command(), 10..=COMMANDS_MAX)
}

fn command() -> impl Strategy<Value = Command> {
    let which = || 0..4_usize;
    let people = || {
        prop::sample::select(vec![
            AuthorKind::Buyer,
            AuthorKind::Agent,
            AuthorKind::Staff,
        ])
    };
    let writers = prop::sample::select(AuthorKind::ALL.to_vec());
    let wait = prop_oneof![
        1 => Just(SignedDuration::from_micros(1)),
        4 => (1..=WAIT_MAX_MINUTES).prop_map(SignedDuration::from_mins),
    ];
    prop_oneof![
        2 => Just(Command::Open),
        6 => (writers, which()).prop_map(|(by, which)| Command::Send(by, which)),
        4 => which().prop_map(Command::Waive),
        4 => which().prop_map(Command::Object),
        3 => (people(), which()).prop_map(|(by, which)| Command::Close(by, which)),
        2 => (people(), which()).prop_map(|(by, which)| Command::Reopen(by, which)),
        3 => which().prop_map(Command::TakeOver),
        3 => which().prop_map(Command::HandBack),
        5 => which().prop_map(Command::Call),
        6 => wait.prop_map(Command::Wait),
        4 => which().prop_map(Command::WaitUntilDue),
        4 => Just(Command::RunJobs),
    ]
}
