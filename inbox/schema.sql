-- The inbox of submitted practices. It is no input of the store.

CREATE TABLE submission (
    reference TEXT PRIMARY KEY,
    language TEXT NOT NULL CHECK (language IN ('en', 'ar')),
    received_at TEXT NOT NULL,               -- UTC, ISO 8601
    fields TEXT NOT NULL CHECK (json_valid(fields)),
    status TEXT NOT NULL DEFAULT 'received'
        CHECK (status IN ('received', 'in_review', 'accepted', 'declined')),
    reason_en TEXT,                          -- for who submitted it
    reason_ar TEXT,
    practice TEXT UNIQUE,                    -- id of the practice that it became
    sent TEXT NOT NULL UNIQUE                -- hash of page and content: sent twice, kept once
) STRICT;

-- Kept apart, so that it can be erased alone; no command but "show --contact" reads it.
CREATE TABLE contact (
    reference TEXT PRIMARY KEY REFERENCES submission (reference),
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    role TEXT NOT NULL
) STRICT;

-- One row a score as it was given; of each criterion the newest counts.
CREATE TABLE review (
    review_id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL REFERENCES submission (reference),
    criterion TEXT NOT NULL CHECK (criterion IN (
        'evidence', 'clarity', 'real_use', 'principles', 'openness', 'sustainability',
        'transferability'
    )),
    score INTEGER NOT NULL CHECK (score BETWEEN 0 AND 3),
    scored_by TEXT NOT NULL,
    scored_at TEXT NOT NULL,
    note TEXT
) STRICT;

CREATE TABLE event (
    event_id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL REFERENCES submission (reference),
    done_at TEXT NOT NULL,
    done_by TEXT NOT NULL,
    what TEXT NOT NULL
) STRICT;

-- How much of its allowance an address has left. The key lives for a day, so that nobody can
-- tell from a row of yesterday whose it was.
CREATE TABLE day_key (
    day TEXT PRIMARY KEY,
    key BLOB NOT NULL
) STRICT;

CREATE TABLE allowance (
    who TEXT PRIMARY KEY,
    day TEXT NOT NULL,
    tokens REAL NOT NULL,
    at REAL NOT NULL
) STRICT;
