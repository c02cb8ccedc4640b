-- Escalations, and the snippet on the marketplace's own pages.

-- Since when a buyer's call to the marketplace stands.
ALTER TABLE conversations ADD COLUMN escalated_at INTEGER;
CREATE INDEX conversations_escalated ON conversations (escalated_at, conversation_id) WHERE escalated_at IS NOT NULL;
CREATE INDEX conversations_escalated_of_seller ON conversations (seller_id, conversation_id) WHERE escalated_at IS NOT NULL;
