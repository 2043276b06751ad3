"""What the smaller codes of the answers mean, in our own words: 835, 999, 277CA, 276, 277, 270, 271. Called by `meanings`."""

# ruff: noqa: E501 (a table: a line is a row)

from payers.x12.meanings_eligibility import INSURANCE_TYPES
from payers.x12.meanings_status import table

GROUP_ERRORS = table("""
1 kind of group not supported; 2 version of the group not supported; 3 trailer missing; 4 control numbers differ; 5 count of transactions wrong; 6 control number not valid; 10 authentication key unknown; 11 encryption key unknown; 12 service not available; 13 recipient unknown; 14 recipient's key unknown; 15 text could not be decrypted
16 security type not supported; 17 security not expected; 18 signature does not match; 19 control number repeated; 23 security end missing; 24 security start missing; 25 security does not match; 26 message authentication failed
""")
SET_ERRORS = table("""
1 set not supported; 2 trailer missing; 3 control numbers differ; 4 segment count wrong; 5 segments in error; 6 set not allowed here; 7 control number not valid; 8 authentication key unknown; 9 encryption key unknown; 10 service not available; 11 recipient unknown; 12 recipient's key unknown; 13 text could not be decrypted; 15 security type not supported; 16 security not expected
17 text was not encrypted; 18 signature does not match; 19 control number repeated; 23 control number repeated in the group; 24 security end missing; 25 security start missing; 26 message authentication failed; 27 security does not match; I5 guide's rules broken; I6 version not supported
""")
CONTACTS = table("TE phone; FX fax; EM e-mail; UR web; EX extension; ED electronic address")
CODE_LISTS = table("""
HC HCPCS or CPT; IV home infusion; ER jurisdiction's code; WK alternative medicine code; NU revenue code; N4 NDC; N6 health item code; UI product code; AD dental code; HP skilled nursing rate code; ZZ mutually defined; CJ CPT; ID ICD-9 procedure
""")
STRUCTURES = table("0010 payer, receiver, provider, subscriber, dependent; 0022 payer, receiver, subscriber, dependent; 0085 sender, receiver, provider, patient; 0019 provider, subscriber, dependent")
PURPOSES = table("00 original; 01 cancellation; 06 confirmation; 08 status; 11 answer; 13 request; 18 sent again")
KINDS_OF_USE = table("DG answer; RT spend-down; TH acknowledgement; CH claims; RP reports; 31 subrogation")
YES = table("Y yes; N no; 0 no; 1 yes")
DATE_FORMS = table("D8 one day; RD8 a period; D6 one day; DT day and time; TM a time")
BANK_NUMBERS = table("01 routing number; 04 Canadian bank number")
ACCOUNTS = table("DA checking account; SG savings account")
FORMATS = table("CCP with a short addendum; CTX with the remittance inside")
GUIDES = table("""
005010X212 claim status; 005010X214 claim acknowledgement; 005010X231 acknowledgement of a group; 005010X231A1 acknowledgement of a group; 005010X279A1 eligibility; 005010X279 eligibility; 005010X221A1 remittance; 005010X221 remittance; 005010X222A1 professional claims; 005010X222A2 professional claims; 005010X222 professional claims; 005010X223A2 institutional claims; 005010X223A3 institutional claims
""")
QUANTITIES = table("""
90 accepted; AA refused; QA accepted; QC refused; PT patients; FL units; CA days covered; CD days of coinsurance; LA lifetime reserve days used; LE lifetime reserve days estimated; NE days not covered, estimated; NR days not replaced (blood); OU outlier days; PS prescriptions; VS visits; ZK federal category 1; ZL federal category 2; ZM federal category 3; ZN federal category 4; ZO federal category 5
""")
MORE_AMOUNTS = table("ZK federal category 1; ZL federal category 2; ZM federal category 3; ZN federal category 4; ZO federal category 5")
MORE_ROLES = table("73 other provider; GW group; I3 independent physicians' association; OC point of service; VER party that verifies; VY organisation completing a change; Y2 managed care; 11 party to the plan")
MORE_IDS = table("PP pharmacy number; FA facility id")
MORE_REFERENCES = table("""
1H identification of the provider (TRICARE); 3H case number; 49 family unit number; 4A personal identification number; ALS alternative list; CLI coverage list; CT contract number; EL electronic device number; F6 Medicare number; FO formulary; G3 predetermination number; GH identification card number; HJ identity card number; IF issue number; JD user id
M7 medical assistance category; ML military rank or number; MRC eligibility category; N5 plan network of the provider; N7 facility network; NQ Medicaid number
""")
FUNCTIONS = table("BL billing or technical help; CX payer's claim office; IC information")
DELIVERIES = table("BM mail; EM e-mail; FT file transfer; OL online")
TRACES = table("1 sender's own number; 2 number of the question answered")
LISTS_OF_BENEFITS = table("GR injury; NI nature of the injury; ZZ place of service")
HL_CHILDREN = table("0 nothing below; 1 more below")
RECOGNITIONS = table("RX pharmacy list")

TABLES = {
    "CUR01": {"PR": "payer"}, "BHT01": STRUCTURES, "BHT02": PURPOSES, "BHT06": KINDS_OF_USE, "ST03": GUIDES, "GS08": GUIDES, "AK103": GUIDES, "AK203": GUIDES, "BPR05": FORMATS, "BPR06": BANK_NUMBERS, "BPR12": BANK_NUMBERS, "BPR08": ACCOUNTS, "BPR14": ACCOUNTS, "DMG01": DATE_FORMS, "DTP02": DATE_FORMS, "HL04": HL_CHILDREN,
    "SVC01-1": CODE_LISTS, "SVC06-1": CODE_LISTS, "EB13-1": CODE_LISTS, "EQ02-1": CODE_LISTS, "EQ03": {"FAM": "the whole family"}, "EQ04": INSURANCE_TYPES, "III01": LISTS_OF_BENEFITS, "III03": {"44": "nature of the injury"}, "INS01": YES, "INS03": {"001": "change"}, "INS04": {"25": "change of identifying details"}, "LS01": {"2120": "related parties"}, "LE01": {"2120": "related parties"},
    "PER01": FUNCTIONS, "PER03": CONTACTS, "PER05": CONTACTS, "PER07": CONTACTS, "PRV02": {"PXC": "taxonomy"}, "QTY01": QUANTITIES, "RDM01": DELIVERIES, "TRN01": TRACES, "STC01-4": RECOGNITIONS, "STC10-4": RECOGNITIONS, "STC11-4": RECOGNITIONS,
    "AMT01": MORE_AMOUNTS, "NM101": MORE_ROLES, "NM108": MORE_IDS, "REF01": MORE_REFERENCES,
}  # fmt: skip
for _position in (3, 5, 7, 9, 11, 13):
    TABLES[f"PLB{_position:02d}-1"] = {"CW": "claim withholding"}
for _position in range(5, 10):
    TABLES[f"AK9{_position:02d}"] = GROUP_ERRORS
for _position in range(2, 7):
    TABLES[f"IK5{_position:02d}"] = SET_ERRORS
