"""Every segment the codec knows: what it is, and each element's name (in our own words), kind and length.

One line a segment: id | what it is | rules between elements | elements. An element is its name, then its kind with its
shortest and longest length; components stand in braces. Rules: P all or none, R one at least, E one at most, C the first
asks for the others, L the first asks for one of the others; two digits name an element. Read once, on first use.
"""

# ruff: noqa: E501 (a table: a line is a row)

import re
from dataclasses import dataclass
from functools import cache

DICTIONARY = """
ISA|start of the interchange||authorization qualifier ID2-2|authorization AN10-10|security qualifier ID2-2|security AN10-10|sender's id qualifier ID2-2|sender AN15-15|receiver's id qualifier ID2-2|receiver AN15-15|date DT6-6|time TM4-4|repetition separator AN1-1|version ID5-5|control number N9-9|acknowledgement wanted ID1-1|test or production ID1-1|component separator AN1-1
IEA|end of the interchange||number of groups N1-5|control number N9-9
GS|start of a group||kind of group ID2-2|sender AN2-15|receiver AN2-15|date DT8-8|time TM4-8|control number N1-9|agency ID1-2|version AN1-12
GE|end of a group||number of transactions N1-6|control number N1-9
TA1|answer to an interchange||control number answered N9-9|its date DT6-6|its time TM4-4|verdict ID1-1|note ID3-3
ST|start of a transaction||transaction set ID3-3|control number AN4-9|version AN1-35
SE|end of a transaction||number of segments N1-10|control number AN4-9
BHT|purpose of the transaction||structure ID4-4|purpose ID2-2|reference of the sender AN1-50|date made DT8-8|time made TM4-8|kind of use ID2-2
HL|level of the hierarchy||number AN1-12|number of the parent AN1-12|level ID1-2|has children ID1-1
NM1|party|P0809 C1110 C1203|role ID2-3|person or organisation ID1-1|last name or organisation AN1-60|first name AN1-35|middle name AN1-25|prefix AN1-10|suffix AN1-10|kind of id ID1-2|id AN2-80|relation ID2-2|role of the relation ID2-3|second last name AN1-60
N1|party|R0203 P0304|role ID2-3|name AN1-60|kind of id ID1-2|id AN2-80|relation ID2-2|role of the relation ID2-3
N2|more of the name||name AN1-60|name AN1-60
N3|street address||street AN1-55|second line AN1-55
N4|city, state and ZIP|E0207 C0605 C0704|city AN2-30|state ID2-2|ZIP or postal code ID3-15|country ID2-3|kind of place ID1-2|place AN1-30|part of a country ID1-3
REF|reference number|R0203|kind of number ID2-3|number AN1-50|explanation AN1-80|more numbers{kind of number ID2-3;number AN1-50;kind of number ID2-3;number AN1-50;kind of number ID2-3;number AN1-50}
PER|contact|P0304 P0506 P0708|function ID2-2|name AN1-60|kind of contact ID2-2|number or address AN1-256|kind of contact ID2-2|number or address AN1-256|kind of contact ID2-2|number or address AN1-256|how to ask AN1-20
PRV|provider's specialty|P0203|role ID1-3|kind of code ID2-3|taxonomy code AN1-50|state ID2-2|specialty{code AN1-3}|organisation ID3-3
CUR|currency|C0807|role ID2-3|currency ID3-3|rate R4-10|role ID2-3|currency ID3-3|market ID3-3|qualifier ID3-3|date DT8-8|time TM4-8
SBR|insurance of the subscriber||place in line ID1-1|relationship to the subscriber ID2-2|group or policy number AN1-50|group name AN1-60|why Medicare is secondary ID1-3|coordination ID1-1|answer ID1-1|employment ID2-2|kind of plan ID1-2
PAT|facts about the patient|P0506 P0708|relationship to the subscriber ID2-2|location ID1-1|employment ID2-2|student ID1-1|form of the date ID2-3|date of death AN1-35|unit of weight ID2-2|weight R1-10|pregnant ID1-1
DMG|birth date and sex|P0102 P1011 C1105|form of the date ID2-3|birth date AN1-35|sex ID1-1|marital status ID1-1|race or ethnicity{code ID1-1;kind of code ID1-3;code AN1-30}|citizenship ID1-2|country ID2-3|basis ID1-2|quantity R1-15|kind of code ID1-3|code AN1-30
INS|relationship of the insured|P1112|is the subscriber ID1-1|relationship ID2-2|maintenance ID3-3|reason ID2-3|status ID1-1|Medicare{plan ID1-1;eligibility ID1-1}|event ID1-2|employment ID2-2|student ID1-1|handicapped ID1-1|form of the date ID2-3|date of death AN1-35|confidentiality ID1-1|city AN2-30|state ID2-2|country ID2-3|birth sequence N1-9
CLM|claim||patient control number AN1-38|charge R1-18|filing ID1-2|kind of claim ID1-2|place of service{place of service AN1-2;kind of code ID1-2;frequency ID1-1}|provider's signature on file ID1-1|assignment accepted ID1-1|benefits assigned to the provider ID1-1|release of information ID1-1|patient's signature ID1-1|related causes{cause ID2-3;cause ID2-3;cause ID2-3;state ID2-2;country ID2-3}|special program ID2-3|answer ID1-1|level ID1-3|answer ID1-1|agreement ID1-1|status ID1-2|answer ID1-1|report ID2-2|reason for delay ID1-2
CL1|institutional codes||kind of admission ID1-1|source of admission ID1-1|status at discharge ID1-2|residence ID1-1
DTP|date||which date ID3-3|form of the date ID2-3|date AN1-35
DTM|date|R020305 C0403 P0506|which date ID3-3|date DT8-8|time TM4-8|zone ID2-2|form of the date ID2-3|date AN1-35
PWK|attachment|P0506|kind of report ID2-2|how it is sent ID1-2|copies N1-2|role ID2-3|kind of number ID1-2|control number AN2-80|description AN1-80|actions{action ID1-2}|category ID1-2
CN1|contract||kind of contract ID2-2|amount R1-18|percent R1-6|code AN1-50|discount percent R1-6|version AN1-30
AMT|amount||which amount ID1-3|amount R1-18|debit or credit ID1-1
K3|fixed-format information||text AN1-80|record ID1-2|unit{unit ID2-2}
NTE|note||kind of note ID3-3|text AN1-80
CR1|ambulance transport|P0102 P0506|unit of weight ID2-2|weight R1-10|way ID1-1|reason ID1-1|unit of distance ID2-2|distance R1-15|address AN1-55|address AN1-55|round trip AN1-80|stretcher AN1-80
CR2|spinal manipulation|P0102 C0403 P0506|number N1-9|total R1-15|level ID2-3|level ID2-3|unit ID2-2|period R1-15|visits R1-15|condition ID1-1|complication ID1-1|description AN1-80|description AN1-80|X-rays ID1-1
CR3|durable equipment|P0203|certification ID1-1|unit ID2-2|months R1-15|insulin ID1-1|description AN1-80
CRC|condition||category ID2-2|applies ID1-1|condition AN2-3|condition AN2-3|condition AN2-3|condition AN2-3|condition AN2-3
HI|health-care codes||@12 code{kind of code ID1-3;code AN1-30;form of the date ID2-3;date AN1-35;amount R1-18;quantity R1-15;version AN1-30;code AN1-30;present on admission ID1-1}
HCP|price from a repricer|R0113 P0910 P1112|method ID2-2|allowed R1-18|saved R1-18|organisation AN1-50|rate R1-9|group code AN1-50|group amount R1-18|revenue code AN1-48|kind of procedure ID2-2|procedure AN1-48|unit ID2-2|quantity R1-15|reason for refusal ID2-2|policy ID1-2|exception ID1-2
CAS|adjustment|L050607 C0605 C0705 L080910 C0908 C1008 L111213 C1211 C1311 L141516 C1514 C1614 L171819 C1817 C1917|group ID1-2|reason ID1-5|amount R1-18|quantity R1-15|reason ID1-5|amount R1-18|quantity R1-15|reason ID1-5|amount R1-18|quantity R1-15|reason ID1-5|amount R1-18|quantity R1-15|reason ID1-5|amount R1-18|quantity R1-15|reason ID1-5|amount R1-18|quantity R1-15
OI|other insurance||filing ID1-2|submission ID2-2|benefits assigned ID1-1|patient's signature ID1-1|agreement ID1-1|release of information ID1-1
MIA|inpatient decision||covered days R1-15|operating outlier R1-18|psychiatric days R1-15|DRG amount R1-18|remark AN1-50|disproportionate share R1-18|pass-through R1-18|capital R1-18|capital federal DRG R1-18|capital hospital DRG R1-18|capital share R1-18|old capital R1-18|indirect teaching R1-18|operating hospital DRG R1-18|report days R1-15|operating federal DRG R1-18|capital outlier R1-18|indirect teaching capital R1-18|professional component R1-18|remark AN1-50|remark AN1-50|remark AN1-50|remark AN1-50|capital exception R1-18
MOA|outpatient decision||reimbursement rate R1-10|payable amount R1-18|remark AN1-50|remark AN1-50|remark AN1-50|remark AN1-50|remark AN1-50|kidney disease payment R1-18|professional component R1-18
LX|line number||number N1-6
SV1|professional service|P0304|procedure{kind of code ID2-2;procedure AN1-48;modifier AN2-2;modifier AN2-2;modifier AN2-2;modifier AN2-2;description AN1-80;procedure AN1-48}|charge R1-18|unit ID2-2|units R1-15|place of service AN1-2|kind of service ID1-2|diagnosis pointers{pointer N1-2;pointer N1-2;pointer N1-2;pointer N1-2}|amount R1-18|emergency ID1-1|multiple ID1-2|EPSDT ID1-1|family planning ID1-1|review ID1-2|text AN1-2|copay exempt ID1-1|shortage area ID1-1|text AN1-30|ZIP ID3-15|amount R1-18|level ID1-1|agreement ID1-1
SV2|institutional service|R0102 P0405|revenue code AN1-48|procedure{kind of code ID2-2;procedure AN1-48;modifier AN2-2;modifier AN2-2;modifier AN2-2;modifier AN2-2;description AN1-80;procedure AN1-48}|charge R1-18|unit ID2-2|units R1-15|rate R1-10|not covered R1-18|answer ID1-1|residence ID1-1|level ID1-1
SV5|durable equipment service|R0405 C0605|procedure{kind of code ID2-2;procedure AN1-48;modifier AN2-2;modifier AN2-2;modifier AN2-2;modifier AN2-2;description AN1-80}|unit ID2-2|days R1-15|rental price R1-18|purchase price R1-18|rental unit ID1-1|prognosis ID1-1
PS1|purchased service||provider AN1-50|charge R1-18|state ID2-2
MEA|measurement|R03050608 E0412 L050607|what ID2-2|qualifier ID1-3|value R1-20|unit{unit ID2-2}|from R1-20|to R1-20|significance ID2-2|attribute ID2-2|layer ID2-2|method ID2-4|list ID1-3|code AN1-30
QTY|quantity|R0204 E0204|which quantity ID2-2|quantity R1-15|unit{unit ID2-2}|text AN1-30
LIN|drug or device|P0405|number AN1-20|kind of code ID2-2|code AN1-48|kind of code ID2-2|code AN1-48
CTP|drug quantity|P0405 C0607|class ID2-2|price code ID3-3|unit price R1-17|quantity R1-15|unit{unit ID2-2}|multiplier ID3-3|multiplier R1-10|amount R1-18
SVD|line decided by another payer||payer's id AN2-80|paid R1-18|procedure{kind of code ID2-2;procedure AN1-48;modifier AN2-2;modifier AN2-2;modifier AN2-2;modifier AN2-2;description AN1-80;procedure AN1-48}|revenue code AN1-48|units R1-15|bundled into line N1-6
LQ|code from a list|C0102|list ID1-3|code AN1-30
FRM|answer on a form|R02030405|question AN1-20|answer ID1-1|text AN1-50|date DT8-8|percent R1-6
HSD|delivery of care|P0102 C0605|kind of quantity ID2-2|quantity R1-15|unit ID2-2|sample R1-6|kind of period ID1-2|number of periods N1-3|pattern ID1-2|time of day ID1-1
BPR|payment|P0607 C0809 P1213 P1415|what is done ID1-2|amount R1-18|credit or debit ID1-1|way of payment ID3-3|format ID1-10|kind of bank number ID2-2|payer's bank AN3-12|kind of account ID1-3|payer's account AN1-35|payer's id AN10-10|supplemental code AN9-9|kind of bank number ID2-2|receiver's bank AN3-12|kind of account ID1-3|receiver's account AN1-35|date of payment DT8-8
TRN|trace||kind of trace ID1-2|trace number AN1-50|company AN10-10|supplemental AN1-50
TS3|provider's summary||provider AN1-50|facility AN1-2|end of the fiscal year DT8-8|claims R1-15|charge R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|quantity R1-15|amount R1-18
TS2|provider's supplemental summary||amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|amount R1-18|quantity R1-15|amount R1-18|amount R1-18|quantity R1-15|quantity R1-15|quantity R1-15|quantity R1-15|quantity R1-15|amount R1-18|quantity R1-15|amount R1-18|amount R1-18|amount R1-18
CLP|claim payment||patient control number AN1-38|status ID1-2|charge R1-18|paid R1-18|patient responsibility R1-18|kind of plan ID1-2|payer's claim number AN1-50|place of service or type of bill AN1-2|frequency ID1-1|patient status ID1-2|DRG ID1-4|DRG weight R1-15|discharge fraction R1-10|answer ID1-1
SVC|service||procedure{kind of code ID2-2;procedure AN1-48;modifier AN2-2;modifier AN2-2;modifier AN2-2;modifier AN2-2;description AN1-80;procedure AN1-48}|charge R1-18|paid R1-18|revenue code AN1-48|units R1-15|submitted procedure{kind of code ID2-2;procedure AN1-48;modifier AN2-2;modifier AN2-2;modifier AN2-2;modifier AN2-2;description AN1-80;procedure AN1-48}|submitted units R1-15
PLB|provider adjustment|P0506 P0708 P0910 P1112 P1314|provider AN1-50|end of the fiscal year DT8-8|reason{reason ID2-2;reference AN1-50}|amount R1-18|reason{reason ID2-2;reference AN1-50}|amount R1-18|reason{reason ID2-2;reference AN1-50}|amount R1-18|reason{reason ID2-2;reference AN1-50}|amount R1-18|reason{reason ID2-2;reference AN1-50}|amount R1-18|reason{reason ID2-2;reference AN1-50}|amount R1-18
RDM|how the remittance is delivered||way ID1-2|name AN1-60|number AN1-256
STC|status||status{category AN1-30;status AN1-30;entity ID2-3;list ID1-3}|date DT8-8|action ID1-2|charge R1-18|paid R1-18|date decided DT8-8|way of payment ID3-3|date of the check DT8-8|check number AN1-16|status{category AN1-30;status AN1-30;entity ID2-3;list ID1-3}|status{category AN1-30;status AN1-30;entity ID2-3;list ID1-3}|message AN1-264
EQ|what is asked|R0102|^service type ID1-2|procedure{kind of code ID2-2;procedure AN1-48;modifier AN2-2;modifier AN2-2;modifier AN2-2;modifier AN2-2;description AN1-80;procedure AN1-48}|coverage level ID3-3|insurance type ID1-3|diagnosis pointers{pointer N1-2;pointer N1-2;pointer N1-2;pointer N1-2}
EB|benefit|P0910|benefit ID1-3|coverage level ID3-3|^service type ID1-2|insurance type ID1-3|plan AN1-50|period ID1-2|amount R1-18|percent R1-10|kind of quantity ID2-2|quantity R1-15|authorization needed ID1-1|in network ID1-1|procedure{kind of code ID2-2;procedure AN1-48;modifier AN2-2;modifier AN2-2;modifier AN2-2;modifier AN2-2;description AN1-80;procedure AN1-48}|diagnosis pointers{pointer N1-2;pointer N1-2;pointer N1-2;pointer N1-2}
III|more about the benefit|P0102 L030405|list ID1-3|code AN1-30|category ID2-2|text AN1-264|quantity R1-15
MSG|message||text AN1-264
LS|start of a loop||loop AN1-6
LE|end of a loop||loop AN1-6
AAA|refusal||answered ID1-1|agency ID2-2|reason ID2-2|what to do ID1-1
MPI|military personnel|P0607|status ID1-1|employment ID2-2|service ID1-1|description AN1-80|rank ID2-2|form of the date ID2-3|date AN1-35
AK1|group answered||kind of group ID2-2|control number N1-9|version AN1-12
AK2|transaction answered||transaction set ID3-3|control number AN4-9|version AN1-35
IK3|segment in error||segment ID2-3|its number N1-10|loop AN1-6|error ID1-3
CTX|where the error stands||^place{name AN1-35;value AN1-35}|segment ID2-3|its number N1-10|loop AN1-6|place{element N1-2;component N1-2;repetition N1-4}|data element{data element AN1-4;data element AN1-4}
IK4|element in error||place{element N1-2;component N1-2;repetition N1-4}|data element N1-4|error ID1-3|bad value AN1-99
IK5|verdict on the transaction||verdict ID1-1|error ID1-3|error ID1-3|error ID1-3|error ID1-3|error ID1-3
AK9|verdict on the group||verdict ID1-1|transactions included N1-6|transactions received N1-6|transactions accepted N1-6|error ID1-3|error ID1-3|error ID1-3|error ID1-3|error ID1-3
"""


@dataclass(frozen=True, slots=True)
class ElementInfo:
    """Name, kind (ID AN DT TM N R), shortest and longest length of an element or component."""

    name: str
    kind: str = ""
    minimum: int = 0
    maximum: int = 0
    components: tuple["ElementInfo", ...] = ()
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class SegmentInfo:
    """What a segment is, the rules between its elements, and its elements."""

    id: str
    name: str
    rules: tuple[tuple[str, tuple[int, ...]], ...]
    elements: tuple[ElementInfo, ...]


_ELEMENT = re.compile(r"(\^?)(.*?)(?: (ID|AN|DT|TM|N|R)(\d+)-(\d+))?(?:\{(.*)\})?\Z")


@cache
def segments():
    """All segments by id."""
    return {info.id: info for info in map(_segment, DICTIONARY.strip().splitlines())}


def _segment(line):
    id_, name, rules, *elements = line.split("|")
    found = []
    for text in elements:
        times, text = (int(text[1:3]), text[4:]) if text.startswith("@") else (1, text)
        found += [_element(text)] * times
    return SegmentInfo(id_, name, tuple(_rule(rule) for rule in rules.split()), tuple(found))


def _element(text):
    repeats, name, kind, low, high, inner = _ELEMENT.match(text).groups()
    components = tuple(_element(part) for part in inner.split(";")) if inner else ()
    return ElementInfo(name, kind or "", int(low or 0), int(high or 0), components, bool(repeats))


def _rule(text):
    return text[0], tuple(int(text[at : at + 2]) for at in range(1, len(text), 2))
