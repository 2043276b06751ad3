"""What codes mean, in our own words, by the element they stand in. Called by `explain`.

The small lists are here; adjustment reasons, remarks, status categories and places of service are read from the data
files of `payers` where those exist. A code that is not listed is shown as it stands.
"""

# ruff: noqa: E501 (a table: a line is a row)

import csv
from functools import cache
from pathlib import Path

from payers.x12.meanings_answers import CODE_LISTS
from payers.x12.meanings_answers import TABLES as ANSWERS
from payers.x12.meanings_claims import TABLES as CLAIMS
from payers.x12.meanings_eligibility import FOLLOW_UPS, INSURANCE_TYPES, PERIODS, QUANTITIES, REFUSALS, SERVICE_TYPES, SPECIALTY_ROLES
from payers.x12.meanings_eligibility import UNITS as DELIVERY_UNITS
from payers.x12.meanings_status import ENTITIES

DATA = Path(__file__).resolve().parent.parent / "data"

ROLES = {
    "41": "submitter", "40": "receiver", "85": "billing provider", "87": "pay-to address", "PE": "payee", "IL": "subscriber", "PR": "payer", "QC": "patient",
    "DN": "referring provider", "P3": "primary care provider", "82": "rendering provider", "77": "service facility", "DQ": "supervising provider", "DK": "ordering provider",
    "QB": "purchased service provider", "PW": "ambulance pick-up", "45": "ambulance drop-off", "71": "attending provider", "72": "operating physician", "ZZ": "other operating physician",
    "74": "corrected patient or insured", "TT": "carrier the claim was sent on to", "GB": "other insured", "AY": "clearinghouse", "1P": "provider", "03": "dependent",
    "2B": "third-party administrator", "36": "employer", "GP": "gateway provider", "P5": "plan sponsor", "FA": "facility", "80": "hospital", "VN": "vendor", "SEP": "secondary payer", "TTP": "tertiary payer", "PRP": "primary payer", "P4": "prior insurance", "13": "contracted provider", "1I": "preferred provider organisation", "X3": "utilisation management", "LR": "legal representative",
}  # fmt: skip
IDS = {
    "XX": "NPI", "MI": "member id", "PI": "payer id", "XV": "plan id", "46": "electronic id", "FI": "tax id", "24": "employer's tax id", "34": "social security number", "SV": "provider number",
    "II": "standard health id", "C": "changed since", "BS": "Blue Shield number", "BD": "Blue Cross number", "MC": "Medicaid provider number", "MR": "Medicaid id", "HN": "Medicare id", "NI": "NAIC number", "PC": "commercial provider number", "AD": "Blue Cross association number", "SL": "state licence", "UP": "UPIN",
}  # fmt: skip
REFERENCES = {
    "EI": "employer's tax id", "SY": "social security number", "F8": "payer's number of the original claim", "G1": "prior authorization number", "9F": "referral number", "6R": "line control number", "EA": "medical record number", "D9": "clearinghouse's claim number", "1K": "payer's claim number", "EJ": "patient control number",
    "X4": "CLIA number", "F4": "referring CLIA number", "G2": "payer's own provider number", "0B": "state licence", "1G": "UPIN", "LU": "location number", "2U": "payer id", "FY": "claim office", "NF": "NAIC number", "TJ": "tax id", "PQ": "payee's number", "EV": "receiver's number", "F2": "version of the code list",
    "1L": "group number", "6P": "group number", "CE": "class of contract", "1W": "member number", "28": "employee number", "BB": "authorization number", "IG": "policy number", "9A": "repricer's number", "9C": "corrected repricer's number", "9B": "repricer's line number", "9D": "corrected repricer's line number", "4N": "service authorization exception", "EW": "mammography certificate", "P4": "project", "1J": "care plan oversight", "LX": "device exemption", "Y4": "property and casualty claim number", "XZ": "prescription number", "VY": "link of a compound drug", "T4": "signal for a demonstration", "BT": "batch of a vaccine", "FJ": "line control number", "BLT": "kind of bill", "HI": "plan id", "EO": "submitter", "D3": "NCPDP number", "1S": "ambulatory patient group", "APC": "ambulatory payment class", "RB": "rate code", "E9": "attachment number", "0K": "policy form", "HPI": "NPI", "1A": "Blue Cross provider number", "1B": "Blue Shield provider number", "1C": "Medicare provider number", "1D": "Medicaid provider number", "VV": "voucher", "18": "plan number", "Q4": "earlier id", "F5": "Medicare section 4081 (mandatory crossover)", "G4": "peer review authorization", "N6": "plan network",
}  # fmt: skip
DATES = {
    "431": "onset of the illness", "454": "first treatment", "304": "last seen", "453": "acute manifestation", "439": "date of the accident", "484": "last menstrual period", "455": "last X-ray", "471": "prescription", "314": "disability", "360": "begin of disability", "361": "end of disability", "297": "last day worked", "296": "back to work", "435": "admission", "096": "discharge", "090": "care taken over", "091": "care given up", "444": "first contact", "050": "claim received", "573": "payer decided", "472": "date of service", "434": "statement period", "607": "certification revised", "463": "therapy began", "461": "last certification", "738": "last haemoglobin test", "739": "last creatinine test", "011": "shipped",
    "232": "claim period begins", "233": "claim period ends", "036": "coverage ends", "150": "service begins", "151": "service ends", "405": "remittance made", "009": "processed", "291": "plan", "307": "eligibility", "346": "plan begins", "347": "plan ends", "356": "eligible from", "357": "eligible to", "348": "benefit begins", "349": "benefit ends", "292": "benefit", "102": "card issued", "636": "last update", "193": "period begins", "194": "period ends", "771": "status", "340": "COBRA begins", "341": "COBRA ends", "382": "enrolled", "539": "policy in force", "540": "policy ended",
}  # fmt: skip
AMOUNTS = {
    "D": "paid by the payer", "EAF": "still owed by the patient after it", "A8": "not covered", "F5": "already paid by the patient", "F3": "estimated patient share", "B6": "allowed", "AU": "covered", "I": "interest", "D8": "discount", "DY": "daily limit", "NL": "negative ledger balance", "T": "tax", "T2": "total before taxes", "KH": "late filing reduction", "F4": "postage", "T3": "charged", "YU": "accepted", "YY": "rejected", "GT": "goods and services tax", "N8": "tax", "R": "spend-down", "PB": "billed for spend-down",
}  # fmt: skip
GROUPS = {
    "CO": "contract: the provider bears it",
    "PR": "the patient owes it",
    "OA": "other, see the reason",
    "PI": "the payer's own reduction",
    "CR": "correction (retired)",
}
CLAIM_STATUSES = {
    "1": "processed as primary", "2": "processed as secondary", "3": "processed as tertiary", "4": "denied", "19": "processed as primary, sent on", "20": "processed as secondary, sent on", "21": "processed as tertiary, sent on", "22": "reversal of an earlier payment", "23": "not our claim, sent on", "25": "predetermination, no payment",
}  # fmt: skip
FREQUENCIES = {"1": "original claim", "7": "replaces an earlier claim", "8": "voids an earlier claim"}
RANKS = {"P": "primary", "S": "secondary", "T": "tertiary", "A": "fourth payer", "B": "fifth payer", "C": "sixth payer", "D": "seventh payer", "E": "eighth payer", "F": "ninth payer", "G": "tenth payer", "H": "eleventh payer", "U": "unknown place"}
RELATIONSHIPS = {
    "18": "self",
    "01": "spouse",
    "19": "child",
    "20": "employee",
    "21": "unknown",
    "39": "organ donor",
    "40": "cadaver donor",
    "53": "life partner",
    "G8": "other",
    "34": "other adult",
}
PLANS = {
    "11": "other non-federal program", "12": "preferred provider organisation", "13": "point of service", "14": "exclusive provider organisation", "15": "indemnity", "16": "Medicare Advantage HMO", "17": "dental maintenance", "AM": "automobile", "BL": "Blue Cross Blue Shield", "CH": "TRICARE", "CI": "commercial", "DS": "disability", "FI": "federal employees", "HM": "HMO", "LM": "liability", "MA": "Medicare Part A", "MB": "Medicare Part B", "MC": "Medicaid", "OF": "other federal program", "TV": "Title V", "VA": "veterans affairs", "WC": "workers' compensation", "ZZ": "mutually defined",
}  # fmt: skip
MSP = {
    "12": "working aged",
    "13": "kidney disease",
    "14": "no-fault",
    "15": "workers' compensation",
    "16": "public health service",
    "41": "black lung",
    "42": "veterans affairs",
    "43": "disabled under 65",
    "47": "liability",
}
YES = {"Y": "yes", "N": "no", "W": "not applicable", "I": "informed consent", "U": "unknown"}
DIAGNOSES = {
    "ABK": "principal diagnosis (ICD-10)", "ABF": "diagnosis (ICD-10)", "BK": "principal diagnosis (ICD-9)", "BF": "diagnosis (ICD-9)", "ABJ": "admitting diagnosis", "APR": "reason for the visit", "ABN": "external cause", "BBR": "principal procedure (ICD-10)", "BBQ": "procedure (ICD-10)", "BR": "principal procedure (ICD-9)", "BQ": "procedure (ICD-9)", "BP": "anaesthesia: principal procedure", "BO": "anaesthesia: other procedure", "BG": "condition code", "BE": "value code", "BH": "occurrence", "BI": "occurrence span", "DR": "DRG", "TC": "treatment code", "CAH": "principal procedure (alternative medicine)", "BJ": "admitting diagnosis (ICD-9)", "BN": "external cause (ICD-9)", "PR": "reason for the visit (ICD-9)",
}  # fmt: skip
UNITS = {
    "UN": "units",
    "MJ": "minutes",
    "DA": "days",
    "F2": "international units",
    "GR": "grams",
    "ME": "milligrams",
    "ML": "millilitres",
    "MO": "months",
    "LB": "pounds",
    "DH": "miles",
}
PAYMENTS = {"ACH": "bank transfer", "CHK": "check", "NON": "no payment", "BOP": "by choice of the bank", "FWT": "federal wire"}
HANDLING = {
    "I": "payment with this remittance",
    "H": "information only",
    "C": "payment accompanies the remittance",
    "D": "payment only",
    "P": "prenotification",
    "U": "split payment and remittance",
    "X": "handled by the bank",
}
PROVIDER_ADJUSTMENTS = {
    "WO": "recovery of an overpayment", "FB": "balance forwarded", "72": "refund acknowledged", "L6": "interest", "IR": "tax withheld", "CS": "adjustment", "LE": "levy", "J1": "not reimbursable", "E3": "withholding", "AP": "acceleration of benefits", "B2": "rebate", "B3": "recovery allowance", "50": "late filing charge", "51": "interest penalty", "90": "early payment allowance", "AM": "applied to what the payer is owed", "CV": "capital pass-through", "OB": "offset for affiliated providers", "PL": "final payment", "WU": "recovery for an unspecified reason", "CT": "capitation", "IS": "interim settlement", "AH": "origination fee", "BD": "bad debt", "LS": "lump sum", "OA": "organ acquisition", "FC": "fund allocation", "GO": "graduate medical education", "SL": "student loan", "TL": "third-party liability", "RA": "retroactive adjustment", "RE": "return on equity", "CR": "capitation interest", "IP": "incentive", "PI": "periodic interim payment", "L3": "penalty", "C5": "temporary allowance", "BN": "bonus", "DM": "direct medical education", "HM": "haemophilia clotting factor",
}  # fmt: skip
VERDICTS = {
    "A": "accepted",
    "E": "accepted, with errors noted",
    "P": "partly accepted",
    "R": "refused",
    "M": "refused: authentication failed",
    "W": "refused: validity tests failed",
    "X": "refused: content could not be read",
}
SEGMENT_ERRORS = {
    "1": "unknown segment",
    "2": "segment not expected here",
    "3": "required segment missing",
    "4": "loop repeats too often",
    "5": "segment repeats too often",
    "6": "segment not in this set",
    "7": "segment out of order",
    "8": "errors in its elements",
    "I4": "segment not used by the guide",
    "I6": "situational segment missing",
    "I7": "loop repeats too seldom",
    "I8": "segment repeats too seldom",
    "I9": "unexpected situational segment",
}
ELEMENT_ERRORS = {
    "1": "required element missing",
    "2": "conditional element missing",
    "3": "too many elements",
    "4": "too short",
    "5": "too long",
    "6": "character not allowed",
    "7": "code not allowed",
    "8": "not a date",
    "9": "not a time",
    "10": "excluded by another element",
    "12": "repeats too often",
    "13": "too many components",
    "I6": "code not allowed by the guide",
    "I9": "situational element missing",
    "I10": "element not used by the guide",
    "I11": "too few repetitions",
    "I12": "value does not fit the guide's pattern",
    "I13": "situational element unexpected",
}
SETS = {
    "837": "claims",
    "835": "remittance",
    "999": "acknowledgement of a group",
    "277": "claim status",
    "276": "claim status inquiry",
    "270": "eligibility inquiry",
    "271": "eligibility answer",
}
FUNCTIONS = {
    "HC": "claims",
    "HP": "remittances",
    "FA": "acknowledgements",
    "HN": "claim status",
    "HR": "claim status inquiries",
    "HS": "eligibility inquiries",
    "HB": "eligibility answers",
    "BE": "enrolment",
    "HI": "service review",
    "RA": "premium payment",
}
LEVELS = {"20": "payer or billing provider", "21": "receiver", "19": "provider", "22": "subscriber", "23": "dependent or patient", "PT": "patient"}
BENEFITS = {
    "1": "active coverage", "2": "active, full capitation", "3": "active, capitated to the primary care provider", "4": "active, services capitated", "5": "active, under investigation", "6": "inactive", "7": "inactive, update pending", "8": "inactive, under investigation", "A": "coinsurance", "B": "copayment", "C": "deductible", "CB": "coverage basis", "D": "benefit description", "E": "exclusion", "F": "limitation", "G": "out-of-pocket maximum", "H": "unlimited", "I": "not covered", "J": "cost containment", "K": "reserve", "L": "primary care provider", "M": "pre-existing condition", "MC": "managed care coordinator", "N": "restricted to these services", "O": "not deemed a medical necessity", "P": "disclaimer", "Q": "second opinion needed", "R": "other or additional payer", "S": "earlier years' history", "T": "card reported lost or stolen", "U": "contact for details", "V": "cannot be processed", "W": "other source of data", "X": "health care facility", "Y": "spend-down",
}  # fmt: skip
COVERAGE_LEVELS = {
    "IND": "individual",
    "FAM": "family",
    "EMP": "employee only",
    "ESP": "employee and spouse",
    "ECH": "employee and children",
    "CHD": "children only",
    "DEP": "dependents only",
    "SPC": "spouse and children",
    "SPO": "spouse only",
}

TABLES = {
    "NM101": ROLES, "N101": ROLES, "NM102": {"1": "a person", "2": "an organisation"}, "NM108": IDS, "N103": IDS, "REF01": REFERENCES, "DTP01": DATES, "DTM01": DATES, "AMT01": AMOUNTS,
    "CAS01": GROUPS, "CLP02": CLAIM_STATUSES, "CLP06": PLANS, "CLP09": FREQUENCIES, "CLM05-3": FREQUENCIES, "CLM06": YES, "CLM08": YES, "CLM09": YES, "SBR01": RANKS, "SBR02": RELATIONSHIPS, "SBR05": MSP, "SBR09": PLANS,
    "PAT01": RELATIONSHIPS, "INS02": RELATIONSHIPS, "OI03": YES, "OI06": YES, "DMG03": {"F": "female", "M": "male", "U": "unknown"}, "SV101-1": CODE_LISTS, "SV202-1": CODE_LISTS, "SV501-1": CODE_LISTS, "HCP09": CODE_LISTS, "SVC01-1": CODE_LISTS, "SVC06-1": CODE_LISTS, "SVD03-1": CODE_LISTS,
    "SV103": UNITS, "SV204": UNITS, "CTP05-1": UNITS, "BPR04": PAYMENTS, "BPR01": HANDLING, "BPR03": {"C": "credit", "D": "debit"}, "AK901": VERDICTS, "IK501": VERDICTS, "TA104": VERDICTS, "IK304": SEGMENT_ERRORS, "IK403": ELEMENT_ERRORS,
    "ST01": SETS, "AK201": SETS, "GS01": FUNCTIONS, "AK101": FUNCTIONS, "HL03": LEVELS, "EB01": BENEFITS, "EB02": COVERAGE_LEVELS, "EB03": SERVICE_TYPES, "EB06": PERIODS, "EB12": {"Y": "in network", "N": "out of network", "W": "both in and out of network", "U": "unknown"}, "EB11": YES, "EQ01": SERVICE_TYPES,
    "EB04": INSURANCE_TYPES, "EB09": QUANTITIES, "HSD01": QUANTITIES, "HSD03": DELIVERY_UNITS, "HSD05": PERIODS, "STC01-3": ENTITIES, "STC10-3": ENTITIES, "STC11-3": ENTITIES,
    "AAA03": REFUSALS, "AAA04": FOLLOW_UPS, "AAA01": {"Y": "the request was valid", "N": "the request was not valid"}, "ISA15": {"T": "test", "P": "production"}, "STC03": {"WQ": "accepted", "U": "refused"}, "PRV01": SPECIALTY_ROLES, "LQ01": {"HE": "remark", "RX": "pharmacy remark", "AS": "form", "UT": "equipment form"},
    "NTE01": {"ADD": "note", "CER": "certification", "DCP": "goals", "DGN": "diagnosis", "TPO": "for the third party"}, "CLM07": {"A": "assigned", "B": "laboratory only", "C": "not assigned"},
}  # fmt: skip
for _position in (1, 2, 3):
    TABLES[f"CLM11-{_position}"] = {"AA": "auto accident", "EM": "employment", "OA": "other accident"}
for _position in range(1, 13):
    TABLES[f"HI{_position:02d}-1"] = DIAGNOSES
for _position in (3, 5, 7, 9, 11, 13):
    TABLES[f"PLB{_position:02d}-1"] = PROVIDER_ADJUSTMENTS
for _place, _codes in (*ANSWERS.items(), *CLAIMS.items()):
    TABLES[_place] = _codes | TABLES.get(_place, {})

FILES = {
    "carc": ("carc_guide.csv", "paraphrase"),
    "rarc": ("rarc_guide.csv", "paraphrase"),
    "category": ("claim_status_category.csv", "paraphrase"),
    "place": ("pos_codes.csv", "name"),
}
BY_FILE = {
    "LQ02": "rarc",
    "CLM05-1": "place",
    "SV105": "place",
    "STC01-1": "category",
    "STC10-1": "category",
    "STC11-1": "category",
}
BY_FILE |= {f"CAS{position:02d}": "carc" for position in (2, 5, 8, 11, 14, 17)}
BY_FILE |= {f"MOA{position:02d}": "rarc" for position in range(3, 8)} | {f"MIA{position:02d}": "rarc" for position in (5, 20, 21, 22, 23)}


def meaning(ref, value):
    """What `value` means in element `ref` (CLM05-3), or ""."""
    table = TABLES.get(ref)
    if table is not None:
        return table.get(value, "")
    name = BY_FILE.get(ref)
    return _file(name).get(value, "") if name else ""


@cache
def _file(name):
    file_name, column = FILES[name]
    path = DATA / file_name
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8") as lines:
        return {row["code"]: row[column].rstrip(".") for row in csv.DictReader(lines)}
