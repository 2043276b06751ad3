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
    once_key TEXT, done_at TEXT, problem TEXT
) STRICT;
CREATE UNIQUE INDEX IF NOT EXISTS job_open_once ON job (once_key) WHERE done_at IS NULL;
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

-- A claim as the clearinghouse passed it on and its payer knows it. body: what the 837 said.
-- state: forwarded (not at the payer yet), lost (will never be), rejected, received, decided, paid, voided (replaced or void itself).
CREATE TABLE IF NOT EXISTS claim (
    id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, payer TEXT NOT NULL, payee TEXT NOT NULL,
    patient_control_number TEXT NOT NULL, clearinghouse_number TEXT NOT NULL, payer_control_number TEXT UNIQUE,
    member TEXT NOT NULL, state TEXT NOT NULL, received_at TEXT NOT NULL, changed_at TEXT NOT NULL, rejection TEXT, body TEXT NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS claim_by_patient_control_number ON claim (patient_control_number);
CREATE INDEX IF NOT EXISTS claim_by_member ON claim (payer, member);

-- Each time a payer decides on a claim: the decision, its reversal, the correction. Each stands in one remittance.
-- deferred: the money of a reversal is taken from the check after that remittance.
CREATE TABLE IF NOT EXISTS adjudication (
    id INTEGER PRIMARY KEY AUTOINCREMENT, claim INTEGER NOT NULL REFERENCES claim (id), decision TEXT NOT NULL,
    decided_at TEXT NOT NULL, payable_at TEXT NOT NULL, deferred INTEGER NOT NULL DEFAULT 0, remittance INTEGER REFERENCES remittance (id)
) STRICT;
CREATE INDEX IF NOT EXISTS adjudication_of_claim ON adjudication (claim);
CREATE INDEX IF NOT EXISTS adjudication_to_pay ON adjudication (id) WHERE remittance IS NULL;

-- Money between payer and provider that no claim of the same check explains (PLB). amount as in the file: positive takes.
CREATE TABLE IF NOT EXISTS provider_adjustment (
    id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, payer TEXT NOT NULL, payee TEXT NOT NULL,
    reason TEXT NOT NULL, amount TEXT NOT NULL, reference TEXT NOT NULL, remittance INTEGER REFERENCES remittance (id)
) STRICT;

CREATE TABLE IF NOT EXISTS remittance (
    id INTEGER PRIMARY KEY AUTOINCREMENT, account TEXT NOT NULL, payer TEXT NOT NULL, payee TEXT NOT NULL,
    trace TEXT NOT NULL, amount TEXT NOT NULL, paid_at TEXT NOT NULL
) STRICT;

-- Deductible met so far, by member and year.
CREATE TABLE IF NOT EXISTS deductible (
    payer TEXT NOT NULL, member TEXT NOT NULL, year INTEGER NOT NULL, met TEXT NOT NULL, PRIMARY KEY (payer, member, year)
) STRICT;
