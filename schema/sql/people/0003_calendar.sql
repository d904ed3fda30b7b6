-- The secret address of the calendar of due dates: programs that follow it cannot log in.
CREATE TABLE calendar_link (
    -- One at a time: a new address ends the one before.
    one INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    -- SHA-256 in hexadecimal: the address itself is shown once and never kept.
    token_hash TEXT NOT NULL CHECK (length(token_hash) = 64)
) STRICT;
