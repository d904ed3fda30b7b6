-- checkpoints.db: the last signed statement of how far each log goes and what its root is. Apart
-- from log.db, so that whoever changes the record must change two files, and forge a signature.
-- The private keys are in neither: each is a file of its own, and goes when its hearing is closed.
-- STRICT everywhere: a text in a number column is a bug to be told of, not to be stored.

CREATE TABLE checkpoint (
    -- As in log.db. No reference: the two files meet at every start.
    stream TEXT NOT NULL CHECK (length(stream) BETWEEN 1 AND 64),
    -- 1 is the stream's first key. The next one is made when the key before is gone: after the
    -- close of the hearing, or in a restored backup.
    signer INTEGER NOT NULL CHECK (signer >= 1),
    -- The public key, as it is printed. It stays when the private one is erased.
    vkey TEXT NOT NULL CHECK (length(vkey) BETWEEN 1 AND 200),
    -- An empty log is not signed: nothing could contradict it.
    size INTEGER NOT NULL CHECK (size >= 1),
    -- The signed note, byte for byte.
    note TEXT NOT NULL CHECK (length(note) BETWEEN 1 AND 1000),
    PRIMARY KEY (stream, signer)
) STRICT, WITHOUT ROWID;

-- A smaller log must never be signed: the larger one could be denied.
CREATE TRIGGER checkpoint_never_shrinks BEFORE UPDATE ON checkpoint
WHEN NEW.size < OLD.size OR NEW.vkey <> OLD.vkey OR NEW.stream <> OLD.stream OR NEW.signer <> OLD.signer
BEGIN
    SELECT RAISE(ABORT, 'a checkpoint never goes back');
END;

CREATE TRIGGER checkpoint_never_goes BEFORE DELETE ON checkpoint
BEGIN
    SELECT RAISE(ABORT, 'a checkpoint is kept');
END;
