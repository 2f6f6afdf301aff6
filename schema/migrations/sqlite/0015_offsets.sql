-- By how many minutes the speaker's clock was ahead of UTC. NULL in earlier rows: as if by none.

ALTER TABLE episode ADD COLUMN offset_minutes INTEGER;
