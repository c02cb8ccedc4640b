//! What events of a conversation are called for people.

/// The key of the words for a kind of event.
pub fn kind_key(kind: &str) -> &'static str {
    match kind {
        "conversation.assigned" => "dossier-kind-conversation-assigned",
        "conversation.closed" => "dossier-kind-conversation-closed",
        "conversation.erased" => "dossier-kind-conversation-erased",
        "conversation.escalated" => "dossier-kind-conversation-escalated",
        "conversation.escalation_ended" => "dossier-kind-conversation-escalation-ended",
        "conversation.handed_back" => "dossier-kind-conversation-handed-back",
        "conversation.kept_unread" => "dossier-kind-conversation-kept-unread",
        "conversation.labelled" => "dossier-kind-conversation-labelled",
        "conversation.opened" => "dossier-kind-conversation-opened",
        "conversation.put_aside" => "dossier-kind-conversation-put-aside",
        "conversation.read" => "dossier-kind-conversation-read",
        "conversation.reopened" => "dossier-kind-conversation-reopened",
        "conversation.taken_over" => "dossier-kind-conversation-taken-over",
        "conversation.unlabelled" => "dossier-kind-conversation-unlabelled",
        "deadline.answered" => "dossier-kind-deadline-answered",
        "deadline.due_soon" => "dossier-kind-deadline-due-soon",
        "deadline.objected" => "dossier-kind-deadline-objected",
        "deadline.opened" => "dossier-kind-deadline-opened",
        "deadline.overdue" => "dossier-kind-deadline-overdue",
        "deadline.recomputed" => "dossier-kind-deadline-recomputed",
        "deadline.resumed" => "dossier-kind-deadline-resumed",
        "deadline.stopped" => "dossier-kind-deadline-stopped",
        "deadline.waived" => "dossier-kind-deadline-waived",
        "deadline.withdrawn" => "dossier-kind-deadline-withdrawn",
        "dossier.made" => "dossier-kind-dossier-made",
        "message.disputed" => "dossier-kind-message-disputed",
        "message.held" => "dossier-kind-message-held",
        "message.hold_ended" => "dossier-kind-message-hold-ended",
        "message.screened" => "dossier-kind-message-screened",
        "message.sent" => "dossier-kind-message-sent",
        "message.uncovered" => "dossier-kind-message-uncovered",
        "note.mentioned" => "dossier-kind-note-mentioned",
        "note.written" => "dossier-kind-note-written",
        "review.decided" => "dossier-kind-review-decided",
        "review.opened" => "dossier-kind-review-opened",
        "staff_read.disclosed" => "dossier-kind-staff-read-disclosed",
        "staff_read.looked" => "dossier-kind-staff-read-looked",
        "staff_read.reason_given" => "dossier-kind-staff-read-reason-given",
        "strike.contested" => "dossier-kind-strike-contested",
        "strike.given" => "dossier-kind-strike-given",
        "strike.lifted" => "dossier-kind-strike-lifted",
        "strike.looked" => "dossier-kind-strike-looked",
        "strike.upheld" => "dossier-kind-strike-upheld",
        _ => "dossier-kind-other",
    }
}

#[cfg(test)]
mod tests {
    use super::kind_key;
    use crate::event_kinds::Kind;

    #[test]
    fn every_kind_of_a_conversation_has_its_words() {
        let of_conversations = Kind::all().filter(|kind| kind.stream == Some("conversation"));
        for kind in of_conversations {
            assert_ne!(kind_key(kind.name), "dossier-kind-other", "{}", kind.name);
        }
    }
}
