"""The situational rules of an 837I, in the notation of `payers.x12.situations`. Sources: X12 005010X223A2, NUBC bill types as payers publish them."""

# ruff: noqa: E501 (a table: a line is a row)

from payers.x12.set_837p.situations import CALCULATED as OF_BOTH
from payers.x12.set_837p.situations import COMMON

INPATIENT = "11,12,18,21,41"
OUTPATIENT = "13,14,22,23,32,33,34,43,71,72,73,74,75,76,77,79,83,85"

SITUATIONS = (
    COMMON
    + """
?facility_zip          | 2310E  | N4     | N403 !N404/N404=US -> N403:nine_digits | The ZIP of a service facility must have nine digits: look up the four digits that follow the five.
bill_type_unknown      | 2300   | CLM    | -> CLM05-1:bill_type | The first two digits of the type of bill are not on the public list: correct them.
admission_date_missing | 2300   | CLM    | CLM05-1=INPATIENT -> !CLM05-1=INPATIENT/.DTP*435 | An inpatient stay needs the day and hour of admission: add DTP*435.
admitting_diagnosis_missing | 2300 | CLM | CLM05-1=INPATIENT -> !CLM05-1=INPATIENT/.HI*ABJ,BJ | An inpatient stay needs the diagnosis at admission: add HI*ABJ.
admission_type_missing | 2300   | CL1    | .CLM05-1=INPATIENT -> CL101 | An inpatient stay needs the kind of admission: add CL101.
?admission_source_missing | 2300 | CL1   | .CLM05-1=INPATIENT -> CL102 | An inpatient stay needs where the patient came from: add CL102.
?present_on_admission_missing | 2300 | HI*ABK | .CLM05-1=11,12 -> HI01-9 | An inpatient diagnosis says whether it was there at admission: add Y, N, U or W.
?attending_missing     | 2300   | CLM    | -> +NM1*71 | A facility's claim names who was responsible for the patient: add the attending provider (loop 2310A).
?operating_missing     | 2300   | HI*BBR,BR | -> +NM1*72 | A claim with a procedure names who operated: add the operating physician (loop 2310B).
?other_operating_alone | 2300   | CLM    | +NM1*ZZ -> +NM1*72 | A second operating physician stands without the first: add loop 2310B.
other_procedure_alone  | 2300   | HI*BBQ,BQ | -> .HI*BBR,BR | Other procedures stand without the principal one: add HI*BBR before them.
?first_name_missing    | 2010BA,2010CA,2310A,2310B,2310C,2310D,2310F,2330A,2420A,2420B,2420C,2420D | NM1 | NM102=1 -> NM104 | A person needs a first name, unless there is only one name: add it.
revenue_code_form      | 2400   | SV2    | -> SV201:revenue | A revenue code has four digits: fill it with a leading zero.
?service_date_missing  | 2400   | SV2    | ^CLM05-1=OUTPATIENT -> .DTP*472 | An outpatient line needs its date of service: add DTP*472.
?procedure_missing     | 2400   | SV2    | ^CLM05-1=13,14 SV201=0300,0301,0302,0305,0306,0320,0360,0450,0510 -> SV202 | An outpatient line of this revenue code needs its procedure: add SV202.
""".replace("INPATIENT", INPATIENT).replace("OUTPATIENT", OUTPATIENT)
)

PROFESSIONAL_ONLY = ("service_after_death", "pointer", "pointer_repeated", "date_in_future", "date_order")
CALCULATED = (
    *((code, loop, "SV2" if segment == "SV1" else segment, what) for code, loop, segment, what in OF_BOTH if code not in PROFESSIONAL_ONLY),
    ("service_outside_statement", "2400", "DTP", "each line's days lie within the statement's"),
    ("admission_after_statement", "2300", "DTP", "the admission is not after the statement's last day"),
)
