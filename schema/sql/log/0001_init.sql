-- log.db: the append-only record of every hearing. Nothing in it is ever changed or deleted, except
-- the one row per stream that says where the stream stands and under which epoch it is written.
-- STRICT everywhere: a text in a number column is a bug to be told of, not to be stored.

CREATE TABLE stream (
    -- A hearing's id. Short, because it is repeated in every batch.
    id TEXT NOT NULL PRIMARY KEY CHECK (length(id) BETWEEN 1 AND 64),
    -- Rises with every grant of the lease; an append under another one is fenced off. A stream comes
    -- into being by its first grant, so 0 can never be a writer's epoch.
    epoch INTEGER NOT NULL CHECK (epoch >= 1),
    -- How many events the stream holds.
    head INTEGER NOT NULL CHECK (head >= 0),
    -- RFC 6962 tree head over all lines; checked against the lines at every start.
    root BLOB NOT NULL CHECK (length(root) = 32),
    -- No longer used: '' and 0 in new rows. Earlier programs wrote leases here. The folder has one
    -- writer and a lease does not outlive it, so it is kept in that writer's memory.
    owner TEXT NOT NULL CHECK (length(owner) <= 64),
    lease_until INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One row per append, not per event: ten times the events per second, and a batch cannot be half there.
CREATE TABLE event_batch (
    -- A batch without its stream could be neither checked nor found.
    stream TEXT NOT NULL REFERENCES stream (id),
    -- Number of the batch's first event.
    first_seq INTEGER NOT NULL CHECK (first_seq >= 0),
    -- How many events. An empty batch would share its first_seq with the next one.
    n INTEGER NOT NULL CHECK (n >= 1),
    -- Which writer wrote it: evidence after a take-over.
    epoch INTEGER NOT NULL CHECK (epoch >= 1),
    -- The lines joined by LF, byte for byte as they were hashed. A BLOB, so that no text encoding
    -- is ever applied; n lines have n - 1 separators.
    payload BLOB NOT NULL CHECK (length(payload) >= n - 1),
    -- The leaf hashes in order. Kept so that a changed line is told by its own number at start.
    leaves BLOB NOT NULL CHECK (length(leaves) = 32 * n),
    -- The same position cannot be written twice, whatever the code above does.
    PRIMARY KEY (stream, first_seq)
) STRICT;

-- Append-only is a promise of the file, not of the code above it.
CREATE TRIGGER event_batch_never_changes BEFORE UPDATE ON event_batch
BEGIN
    SELECT RAISE(ABORT, 'the event log is append-only');
END;

CREATE TRIGGER event_batch_never_goes BEFORE DELETE ON event_batch
BEGIN
    SELECT RAISE(ABORT, 'the event log is append-only');
END;
