-- What was erased, so that the office can show it: how many, never who.
CREATE TABLE erasure (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    -- The hearing whose people lost their names; NULL: those of the whole series.
    hearing TEXT CHECK (length(hearing) BETWEEN 1 AND 24),
    names INTEGER NOT NULL CHECK (names >= 1),
    -- 0 until no byte of the names is left in this file and its journal. A crash, or another process
    -- that reads, can come between: then the next erasure does the rest.
    scrubbed INTEGER NOT NULL DEFAULT 0 CHECK (scrubbed IN (0, 1))
) STRICT;
