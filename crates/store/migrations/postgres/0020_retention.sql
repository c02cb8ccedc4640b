-- For how long things are kept.

-- closed_at: since when a conversation is closed. emptied_at: when all that was written in it, and of a strike, was erased
-- because its time was over.
ALTER TABLE conversations ADD COLUMN closed_at BIGINT;
ALTER TABLE conversations ADD COLUMN emptied_at BIGINT;
ALTER TABLE strikes ADD COLUMN emptied_at BIGINT;
-- Those closed before this was kept were closed then or earlier.
UPDATE conversations SET closed_at = updated_at WHERE state = 'closed';
CREATE INDEX conversations_kept ON conversations (closed_at, seller_id, conversation_id) WHERE closed_at IS NOT NULL AND emptied_at IS NULL;
CREATE INDEX strikes_kept ON strikes (expires_at, seller_id, strike_id) WHERE emptied_at IS NULL;
CREATE INDEX readings_with_reason ON readings (given_at, seller_id, reading_id) WHERE reason IS NOT NULL;
CREATE INDEX drafts_by_age ON drafts (updated_at, seller_id, draft_id);

-- swept_at of a file that went with a message: since when its bytes are to be deleted, until they are.
CREATE INDEX attachments_kept ON attachments (created_at, seller_id, attachment_id) WHERE state = 'bound' AND kept_bytes IS NOT NULL;
CREATE INDEX attachments_cleared ON attachments (swept_at, seller_id, attachment_id) WHERE state = 'bound' AND swept_at IS NOT NULL;

-- Reasons of approved access, and why a look is confidential, are texts of the marketplace, as are the events that
-- commit to them. A reading under approved access keeps its own copy.
INSERT INTO contents (seller_id, content_id, salt, text, hidden)
    SELECT '', c.content_id, c.salt, c.text, c.hidden FROM accesses a
    JOIN contents c ON c.seller_id = a.seller_id AND c.content_id = a.reason;
UPDATE contents SET seller_id = '' WHERE EXISTS (SELECT 1 FROM readings r
    WHERE r.seller_id = contents.seller_id AND r.confidential_because = contents.content_id);
