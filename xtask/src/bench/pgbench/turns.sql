-- What there is to reply to, newest first: the load begins with the oldest.
DROP TABLE IF EXISTS bench_turns;
CREATE TABLE bench_turns AS
SELECT row_number() OVER (ORDER BY c.conversation_id DESC) AS turn,
       c.seller_id, c.conversation_id, c.buyer_id, c.subject_id, c.version, d.deadline_id,
       d.version AS deadline_version, d.due_at, d.calendar_id, d.calendar_version, d.derivation, d.stops,
       k.token_hash, k.agent_id
FROM conversations c
JOIN deadlines d ON d.seller_id = c.seller_id AND d.deadline_id = c.deadline_id
JOIN api_tokens k ON k.seller_id = c.seller_id
WHERE c.waits_for = 'seller';
CREATE UNIQUE INDEX ON bench_turns (turn);
DROP SEQUENCE IF EXISTS bench_turn;
CREATE SEQUENCE bench_turn;
ANALYZE;
