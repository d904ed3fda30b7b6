-- The secret ballot: its keys as the secret, and beside every vote its proof.

-- A check cannot be changed in place.
CREATE TABLE box_secret_2 (
    stream TEXT NOT NULL CHECK (length(stream) BETWEEN 1 AND 64),
    ballot TEXT NOT NULL CHECK (length(ballot) BETWEEN 1 AND 64),
    -- 256 bits; or of a secret ballot 256 bits and an RSA key of 2048 to 4096 bits as PKCS#8.
    secret BLOB NOT NULL CHECK (length(secret) = 32 OR length(secret) BETWEEN 1024 AND 4096),
    PRIMARY KEY (stream, ballot)
) STRICT, WITHOUT ROWID;
INSERT INTO box_secret_2 SELECT stream, ballot, secret FROM box_secret;
DROP TABLE box_secret;
ALTER TABLE box_secret_2 RENAME TO box_secret;

-- Empty, or of a secret ballot the token and the voter's signature: hexadecimal, base64, and two
-- spaces, so that no sentence gets in here. The key is then the voter's own, and leads to nobody.
ALTER TABLE box_ballot ADD COLUMN proof TEXT NOT NULL DEFAULT ''
    CHECK (length(proof) <= 1024 AND proof NOT GLOB '*[^0-9A-Za-z+/= ]*');
