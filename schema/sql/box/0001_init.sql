-- box.db: the ballots. A file of its own, because a row "has voted" in the same file, or in the same
-- write-ahead log, would join every voter to a choice by its order.
-- No time, no rowid, no running number: nothing here tells which ballot came first.

-- The secret from which the keys of one ballot's voters are derived; deleted when the ballot is closed.
-- From then on no key leads back to a person, not even for whoever holds both files.
CREATE TABLE box_secret (
    stream TEXT NOT NULL CHECK (length(stream) BETWEEN 1 AND 64),
    ballot TEXT NOT NULL CHECK (length(ballot) BETWEEN 1 AND 64),
    -- 256 bits: the roster is public, so a short secret could be found by trying all people.
    secret BLOB NOT NULL CHECK (length(secret) = 32),
    PRIMARY KEY (stream, ballot)
) STRICT, WITHOUT ROWID;

CREATE TABLE box_ballot (
    stream TEXT NOT NULL CHECK (length(stream) BETWEEN 1 AND 64),
    ballot TEXT NOT NULL CHECK (length(ballot) BETWEEN 1 AND 64),
    -- 64 hexadecimal digits, one spelling: a name or a card number cannot get in here, and the same
    -- key cannot vote twice in two spellings.
    key TEXT NOT NULL CHECK (length(key) = 64 AND key NOT GLOB '*[^0-9a-f]*'),
    -- An option of the rule, by its id; a free text could name its writer.
    choice TEXT NOT NULL CHECK (length(choice) BETWEEN 1 AND 64),
    -- Empty unless the rule allows a breakdown and the group is large enough to hide in.
    category TEXT NOT NULL CHECK (length(category) <= 64),
    -- Counts a voter's own changes of mind, so that a late repeat does not undo the last one.
    revision INTEGER NOT NULL CHECK (revision >= 1),
    -- One key, one ballot: the count cannot exceed the number of keys.
    PRIMARY KEY (stream, ballot, key)
-- Without a rowid the rows lie in the order of their keys, which is no order of time.
) STRICT, WITHOUT ROWID;
