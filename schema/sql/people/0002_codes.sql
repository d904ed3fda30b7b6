-- What is typed: the code printed on a seat card, and the one-time codes of the staff.

-- 40 bits can be tried out on a stolen file, so only an Argon2id string may stand here. NULL: the
-- card was issued without a code and opens by its token alone.
ALTER TABLE seat_card ADD COLUMN code_hash TEXT CHECK (code_hash GLOB '$argon2id$*');

-- The key shared with an authenticator, in base32. It cannot be hashed, for every code is computed
-- from it: whoever reads this file has the second factor, but no password. NULL: none is asked for.
ALTER TABLE staff ADD COLUMN totp_key TEXT
    CHECK (length(totp_key) = 32 AND totp_key NOT GLOB '*[^A-Z2-7]*');

-- The step of the code that was taken last: it, and every one before, is worth nothing any more.
ALTER TABLE staff ADD COLUMN totp_step INTEGER NOT NULL DEFAULT 0 CHECK (totp_step >= 0);
