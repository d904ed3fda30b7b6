-- files.db: what units hand in afterwards, byte for byte. Apart from log.db, whose lines are short:
-- there the submission says in words what was handed in, with this file's hash.
-- STRICT everywhere: a text in a number column is a bug to be told of, not to be stored.

-- Handed in twice, a file is kept once.
CREATE TABLE file (
    -- Of the bytes, in hexadecimal.
    sha256 TEXT NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    bytes BLOB NOT NULL CHECK (length(bytes) >= 1)
) STRICT;

-- One file for each round of a duty; until the round is submitted, another may take its place.
CREATE TABLE submission (
    -- As in log.db. No reference: the log goes its own way.
    hearing TEXT NOT NULL CHECK (length(hearing) BETWEEN 1 AND 64),
    duty TEXT NOT NULL CHECK (length(duty) BETWEEN 1 AND 64),
    round INTEGER NOT NULL CHECK (round >= 1),
    sha256 TEXT NOT NULL REFERENCES file (sha256),
    -- As it was called where it came from, made harmless; only ever the name of a download.
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 255),
    -- Milliseconds since 1970-01-01T00:00:00Z.
    at INTEGER NOT NULL,
    PRIMARY KEY (hearing, duty, round)
) STRICT, WITHOUT ROWID;
