-- What is found in files and what of them the other side does not see; what the law has sellers say of themselves.

-- The text in contents with what was read in an image: its codes, and its words as far as they could be read.
ALTER TABLE attachments ADD COLUMN seen_id UUID;
-- 1: the side that did not send it may not open it.
ALTER TABLE attachments ADD COLUMN withheld BIGINT NOT NULL DEFAULT 0;

-- 'text', 'file_name', 'code' or 'picture'; outside of the text, in which of the message's files, counted from 0.
ALTER TABLE findings ADD COLUMN place TEXT COLLATE "C" NOT NULL DEFAULT 'text';
ALTER TABLE findings ADD COLUMN file BIGINT;

-- Name, address, ways to reach it and numbers in registers, as JSON; NULL if the marketplace has not said.
ALTER TABLE sellers ADD COLUMN legal TEXT COLLATE "C";
