-- people.db: everything that names a person or lets one in. Kept apart from the record so that it
-- can be erased without touching it. All times are milliseconds since 1970-01-01T00:00:00Z.
-- STRICT everywhere: a text in a number column is a bug to be told of, not to be stored.

-- Who stands behind a card handle. Nothing refers to this table: erasing the names must not take
-- away a card, a session or an account.
CREATE TABLE person (
    -- The handle's alphabet is the one the event log promises; nothing else could ever be matched.
    handle TEXT NOT NULL PRIMARY KEY
        CHECK (length(handle) BETWEEN 1 AND 24 AND handle NOT GLOB '*[^A-Za-z0-9-]*'),
    -- An empty name would print an empty place card. Lengths: what fits a badge and a table column.
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 120),
    organisation TEXT NOT NULL CHECK (length(organisation) <= 120),
    title TEXT NOT NULL CHECK (length(title) <= 120),
    seat TEXT NOT NULL CHECK (length(seat) <= 120)
) STRICT, WITHOUT ROWID;

CREATE TABLE staff (
    -- The alphabet of core::StaffId: typed at a login page, so neither case nor blanks may matter.
    login TEXT NOT NULL PRIMARY KEY
        CHECK (length(login) BETWEEN 1 AND 32 AND login NOT GLOB '*[^a-z0-9._-]*'),
    -- Never attendee, observer or system: those are not entered with a password.
    role TEXT NOT NULL
        CHECK (role IN ('moderator', 'chair', 'teller', 'secretariat', 'respondent', 'screen')),
    display_name TEXT NOT NULL CHECK (length(display_name) <= 120),
    -- Only an Argon2id string may stand here: the file itself refuses a password in clear.
    password_hash TEXT NOT NULL CHECK (password_hash GLOB '$argon2id$*'),
    disabled INTEGER NOT NULL DEFAULT 0 CHECK (disabled IN (0, 1))
) STRICT, WITHOUT ROWID;

-- Revoked cards stay, so that an old card is told from a forged one.
CREATE TABLE seat_card (
    id INTEGER PRIMARY KEY,
    handle TEXT NOT NULL
        CHECK (length(handle) BETWEEN 1 AND 24 AND handle NOT GLOB '*[^A-Za-z0-9-]*'),
    -- SHA-256 in hexadecimal; unique, because a token names exactly one card.
    token_hash TEXT NOT NULL UNIQUE CHECK (length(token_hash) = 64),
    issued_at INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)),
    -- The session the card was spent on. No reference: the card stays spent when that has ended.
    bound_session TEXT CHECK (length(bound_session) = 64),
    -- SHA-256 of the secret the phone made for itself; lets it in again when a reply was lost.
    bound_device TEXT CHECK (length(bound_device) = 64),
    bound_at INTEGER,
    -- A device without a session would let somebody in whom nobody sees.
    CHECK ((bound_session IS NULL) = (bound_at IS NULL)),
    CHECK (bound_device IS NULL OR bound_session IS NOT NULL)
) STRICT;

-- One person, one valid card: a second one would be a second vote.
CREATE UNIQUE INDEX seat_card_live ON seat_card (handle) WHERE revoked = 0;

CREATE TABLE session (
    -- SHA-256 of the cookie: whoever reads this file cannot become anybody.
    id_hash TEXT NOT NULL PRIMARY KEY CHECK (length(id_hash) = 64),
    kind TEXT NOT NULL CHECK (kind IN ('attendee', 'staff', 'observer', 'screen')),
    -- A card handle, a login, or the hash of a link, as the kind says.
    subject TEXT NOT NULL CHECK (length(subject) BETWEEN 1 AND 64),
    role TEXT NOT NULL
        CHECK (role IN ('moderator', 'chair', 'teller', 'secretariat', 'respondent', 'attendee',
                        'screen', 'observer')),
    created_at INTEGER NOT NULL,
    -- A session that never lived is a clock error.
    expires_at INTEGER NOT NULL CHECK (expires_at > created_at),
    last_seen_at INTEGER NOT NULL,
    -- A phone never gets a desk's role, whatever the code above does.
    CHECK ((kind = 'attendee') = (role = 'attendee')),
    CHECK ((kind = 'observer') = (role = 'observer')),
    CHECK (kind <> 'screen' OR role = 'screen')
) STRICT, WITHOUT ROWID;

-- Re-issue, logout and revocation end all sessions of one subject.
CREATE INDEX session_subject ON session (kind, subject);

-- A link opens a session for every device that follows it.
CREATE TABLE link (
    -- SHA-256 in hexadecimal: the address itself is shown once and never kept.
    token_hash TEXT NOT NULL PRIMARY KEY CHECK (length(token_hash) = 64),
    -- Nothing stronger may travel as an address that is forwarded.
    role TEXT NOT NULL CHECK (role IN ('observer', 'screen')),
    label TEXT NOT NULL CHECK (length(label) BETWEEN 1 AND 120),
    created_at INTEGER NOT NULL,
    revoked INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1))
) STRICT, WITHOUT ROWID;
