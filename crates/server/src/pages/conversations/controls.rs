//! What the reader of a thread may do with it: the table's word, and what the conversation's state leaves to do.

use rules::access::Action;
use rules::conversation::{ConversationState, DeadlineState};

use crate::actions::conversations::read::Thread;
use crate::pages::views::inbox::AgentOption;
use crate::pages::views::thread::{Controls, Side};
use crate::pages::visit::Visit;

pub(super) fn controls(visit: &Visit, thread: &Thread, side: Side) -> Controls {
    let conversation = &thread.conversation;
    let open = conversation.state == ConversationState::Open;
    let deadline = conversation.open_deadline();
    let waits = deadline.is_some_and(|deadline| deadline.is_waiting());
    let objected = deadline.is_some_and(|deadline| deadline.objected_at.is_some());
    let waived = deadline.is_some_and(|deadline| deadline.state == DeadlineState::Waived);
    let taken_over = conversation.taken_over.is_some();
    Controls {
        assign: visit.may(Action::Assign).then(|| agents(thread)),
        // A seller answers, or says why no reply is needed, before closing.
        close: visit.may(Action::Close) && open && !(side == Side::Seller && waits),
        reopen: visit.may(Action::Reopen) && !open && !thread.is_erased(),
        no_reply: visit.may(Action::MarkNoReplyNeeded) && waits && !objected && !taken_over,
        object: visit.may(Action::ObjectNoReplyNeeded) && waived,
        take_over: visit.may(Action::TakeOver) && !taken_over,
        hand_back: visit.may(Action::HandBack) && taken_over,
        label: visit.may(Action::Label),
        keep_unread: visit.may(Action::MarkRead) && side == Side::Seller,
    }
}

/// Active agents, and the one it is assigned to.
fn agents(thread: &Thread) -> Vec<AgentOption> {
    let assignee = thread.assignee();
    let option = |agent: &store::agents::Agent| AgentOption {
        selected: Some(&agent.id) == assignee,
        id: agent.id.to_string(),
        name: agent.name.clone(),
    };
    let agents = thread
        .agents
        .iter()
        .map(|agent| (agent.active, option(agent)));
    agents
        .filter(|(active, option)| *active || option.selected)
        .map(|(_, option)| option)
        .collect()
}
