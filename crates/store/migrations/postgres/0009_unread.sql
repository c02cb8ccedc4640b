-- What an agent has not read, found without walking everything that its seller has.

-- Somebody else wrote last: unread unless the agent's mark says otherwise.
CREATE INDEX conversations_unread ON conversations (seller_id, waits_for, last_message_at, conversation_id) WHERE state = 'open' AND last_author IN ('buyer', 'staff');
-- Kept unread by hand, whoever wrote last.
CREATE INDEX read_marks_kept ON read_marks (seller_id, reader_kind, reader_id, conversation_id) WHERE kept_unread = 1;
