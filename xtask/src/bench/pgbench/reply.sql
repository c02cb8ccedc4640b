-- One reply with the statements of the store, sent together where the service sends them together.
-- In texts no letter follows a colon: that would be a variable.
-- The first statement is this script's own: which conversation it is, and ids that grow with time.
WITH drawn AS (SELECT nextval('bench_turn') AS turn, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint AS now),
     at AS (SELECT turn, now, lpad(to_hex(now / 1000), 12, '0') AS ms FROM drawn)
SELECT t.*, a.now,
       substr(a.ms, 1, 8) || '-' || substr(a.ms, 9) || substr(gen_random_uuid()::text, 14) AS message_id,
       substr(a.ms, 1, 8) || '-' || substr(a.ms, 9) || substr(gen_random_uuid()::text, 14) AS sent_id,
       substr(a.ms, 1, 8) || '-' || substr(a.ms, 9) || substr(gen_random_uuid()::text, 14) AS answered_id
FROM at a JOIN bench_turns t ON t.turn = a.turn \gset

-- Who asks.
\startpipeline
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT k.token_id, k.name, k.scope, k.seller_id, k.agent_id, k.staff_id, k.expires_at, a.name, t.name, t.roles, a.role FROM api_tokens k LEFT JOIN agents a ON a.seller_id = k.seller_id AND a.agent_id = k.agent_id AND a.active = 1 LEFT JOIN staff t ON t.staff_id = k.staff_id AND t.active = 1 WHERE k.token_hash = :token_hash AND k.expires_at > :now AND k.revoked_at IS NULL;
\endpipeline
ROLLBACK;

-- What is known around the message.
\startpipeline
BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.external_id, c.state, c.assignee, c.taken_over_by, c.taken_over_at, c.last_sequence, c.last_author, c.last_message_at, c.last_message, c.created_at, c.updated_at, c.version, c.escalated_at, c.closed_at, c.emptied_at, d.deadline_id, d.message_id, d.state, d.received_at, d.budget_us, d.due_at, d.next_alarm_at, d.alarm, d.derivation, d.stops, d.settled_at, d.on_time, d.waived_because, d.objected_at, d.version FROM conversations c LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id WHERE c.seller_id = :seller_id AND c.conversation_id = :conversation_id;
\endpipeline
\startpipeline
SELECT number, activation FROM rule_activations ORDER BY activation DESC LIMIT 1;
SELECT setting_change_id, value, valid_from, valid_to, known_from, known_to FROM setting_changes WHERE known_to IS NULL ORDER BY setting_change_id;
SELECT seller_id, name, country, subdivision, language, time_zone, hours, version, created_at, updated_at, legal FROM sellers WHERE seller_id = :seller_id;
SELECT buyer_id, name, email, language, country, time_zone, version, created_at, updated_at FROM buyers WHERE buyer_id = :buyer_id;
SELECT seller_id, listing_id, title, price_amount, price_currency, available, version, created_at, updated_at FROM listings WHERE seller_id = :seller_id AND listing_id = :subject_id;
SELECT c.text FROM messages m JOIN contents c ON c.seller_id = m.seller_id AND c.content_id = m.message_id WHERE m.seller_id = :seller_id AND m.conversation_id = :conversation_id AND m.author_kind = 'agent' AND m.author_id = :agent_id ORDER BY m.sequence DESC LIMIT 4;
\endpipeline
ROLLBACK;

-- The reply.
\startpipeline
BEGIN ISOLATION LEVEL REPEATABLE READ;
SELECT c.seller_id, c.conversation_id, c.buyer_id, c.subject_kind, c.subject_id, c.title, c.external_id, c.state, c.assignee, c.taken_over_by, c.taken_over_at, c.last_sequence, c.last_author, c.last_message_at, c.last_message, c.created_at, c.updated_at, c.version, c.escalated_at, c.closed_at, c.emptied_at, d.deadline_id, d.message_id, d.state, d.received_at, d.budget_us, d.due_at, d.next_alarm_at, d.alarm, d.derivation, d.stops, d.settled_at, d.on_time, d.waived_because, d.objected_at, d.version FROM conversations c LEFT JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id WHERE c.seller_id = :seller_id AND c.conversation_id = :conversation_id;
\endpipeline
\startpipeline
UPDATE conversations SET state = 'open', assignee = NULL, taken_over_by = NULL, taken_over_at = NULL, last_sequence = 2, last_author = 'agent', last_message_at = :now, last_message = :message_id, deadline_id = :deadline_id, waits_for = 'buyer', due_at = NULL, updated_at = :now, version = :version + 1, escalated_at = NULL, closed_at = NULL WHERE seller_id = :seller_id AND conversation_id = :conversation_id AND version = :version;
UPDATE buyer_conversations SET last_message_at = :now, updated_at = :now WHERE buyer_id = :buyer_id AND conversation_id = :conversation_id;
UPDATE deadlines SET state = 'answered', due_at = :due_at, next_alarm_at = NULL, alarm = 'done', calendar_version = :calendar_version, derivation = :derivation, stops = :stops, settled_at = :now, on_time = 1, waived_because = NULL, objected_at = NULL, calendar_id = :calendar_id, version = :deadline_version + 1 WHERE seller_id = :seller_id AND deadline_id = :deadline_id AND version = :deadline_version;
INSERT INTO events (seller_id, event_id, stream_kind, stream_id, buyer_id, kind, actor_kind, actor_id, at, body) VALUES (:seller_id, :sent_id, 'conversation', :conversation_id, :buyer_id, 'message.sent', 'agent', :agent_id, :now, '{"message_id":"00000000-0000-0000-0000-000000000000","sequence":2,"author":"agent","sent_at":"2026-01-01T00:00:00.000000Z","text":{"content_id":"00000000-0000-0000-0000-000000000000","commitment":"0000000000000000000000000000000000000000000000000000000000000000"},"attachments":[]}');
INSERT INTO events (seller_id, event_id, stream_kind, stream_id, buyer_id, kind, actor_kind, actor_id, at, body) VALUES (:seller_id, :answered_id, 'conversation', :conversation_id, :buyer_id, 'deadline.answered', 'agent', :agent_id, :now, '{"deadline_id":"00000000-0000-0000-0000-000000000000","message_id":"00000000-0000-0000-0000-000000000000","received_at":"2026-01-01T00:00:00.000000Z","due_at":"2026-01-01T00:00:00.000000Z","settled_at":"2026-01-01T00:00:00.000000Z","on_time": true,"calendar":"SI","calendar_version":"00000000000000000000"}');
INSERT INTO contents (seller_id, content_id, salt, text) VALUES (:seller_id, :message_id, sha256(:message_id::text::bytea), 'Pozdravljeni, paket smo oddali danes zjutraj in bo pri vas predvidoma v dveh delovnih dneh. Če bi se kaj zapletlo, vam pišemo takoj, vi pa lahko pošiljko spremljate s številko iz prejšnjega sporočila.');
INSERT INTO messages (seller_id, conversation_id, sequence, message_id, author_kind, author_id, sent_at) VALUES (:seller_id, :conversation_id, 2, :message_id, 'agent', :agent_id, :now);
DELETE FROM drafts WHERE seller_id = :seller_id AND conversation_id = :conversation_id AND person_kind = 'agent' AND person_id = :agent_id RETURNING draft_id;
\endpipeline
COMMIT;
