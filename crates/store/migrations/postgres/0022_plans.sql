-- Statements are planned before anybody knows for which seller. PostgreSQL would plan for an average one, and sort or
-- gather all that a large one has. So it takes each to have a fiftieth of everything, but no more than the largest has.
-- This counts from the next ANALYZE on, which comes by itself.
ALTER TABLE conversations ALTER COLUMN seller_id SET (n_distinct = 50);
ALTER TABLE contents ALTER COLUMN seller_id SET (n_distinct = 50);
ALTER TABLE deadlines ALTER COLUMN seller_id SET (n_distinct = 50);
ALTER TABLE read_marks ALTER COLUMN seller_id SET (n_distinct = 50);
