-- The sandbox's own database. Moments are ISO text in UTC that sorts as time does; bodies are JSON.

CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT) STRICT;
CREATE TABLE IF NOT EXISTS counter (name TEXT PRIMARY KEY, value INTEGER NOT NULL) STRICT;

-- One row per completed upload, with its bytes: nothing is read from the inbox again.
CREATE TABLE IF NOT EXISTS upload (
    id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, name TEXT NOT NULL, sha256 TEXT NOT NULL,
    isa13 TEXT, size INTEGER NOT NULL, received_at TEXT NOT NULL, content BLOB NOT NULL,
    in_inbox INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS upload_one_per_listed_name ON upload (account, name) WHERE in_inbox;

-- Interchanges taken in: the second one with the same sender and ISA13 is answered TA105 025.
CREATE TABLE IF NOT EXISTS interchange (
    sender TEXT NOT NULL, control TEXT NOT NULL, upload INTEGER NOT NULL REFERENCES upload (id),
    PRIMARY KEY (sender, control)
) STRICT;

-- What is to happen, and when. A job and all it causes are one transaction.
CREATE TABLE IF NOT EXISTS job (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, due_at TEXT NOT NULL, body TEXT NOT NULL,
    once_key TEXT UNIQUE, done_at TEXT, problem TEXT
) STRICT;
CREATE INDEX IF NOT EXISTS job_due ON job (due_at, id) WHERE done_at IS NULL;

-- Files for pickup. state: ready (bytes fixed), staged (waits for its rename), sent, dropped (by a fault).
CREATE TABLE IF NOT EXISTS outgoing (
    id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, name TEXT NOT NULL, kind TEXT NOT NULL,
    source TEXT NOT NULL, sha256 TEXT NOT NULL, content BLOB NOT NULL, made_at TEXT NOT NULL, state TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS outgoing_unfinished ON outgoing (state) WHERE state IN ('ready', 'staged');

CREATE TABLE IF NOT EXISTS fault (
    id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, remaining INTEGER, scope TEXT NOT NULL, params TEXT NOT NULL
) STRICT;

-- A claim as a payer knows it. body: what the 837 said; decision: what the payer made of it.
-- state: clearinghouse, received, rejected, pending, decided, paid.
CREATE TABLE IF NOT EXISTS claim (
    id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, payer TEXT NOT NULL, payee TEXT NOT NULL,
    patient_control_number TEXT NOT NULL, clearinghouse_number TEXT NOT NULL, payer_control_number TEXT, member TEXT NOT NULL,
    state TEXT NOT NULL, received_at TEXT NOT NULL, changed_at TEXT NOT NULL, rejection TEXT,
    body TEXT NOT NULL, decision TEXT, remittance INTEGER
) STRICT;
CREATE INDEX IF NOT EXISTS claim_by_patient_control_number ON claim (patient_control_number);
CREATE INDEX IF NOT EXISTS claim_by_member ON claim (payer, member);
CREATE INDEX IF NOT EXISTS claim_to_pay ON claim (payer, payee) WHERE state = 'decided';

-- Deductible met so far, by member and year.
CREATE TABLE IF NOT EXISTS deductible (
    payer TEXT NOT NULL, member TEXT NOT NULL, year INTEGER NOT NULL, met TEXT NOT NULL, PRIMARY KEY (payer, member, year)
) STRICT;
