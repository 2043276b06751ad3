"""The situational rules of an 837P, in the notation of `payers.x12.situations`; those of both 837s stand in COMMON.

Sources: X12 005010X222A1 and X223A2, the notes of public companion guides, and the forms that `payers.x12.forms` names. What
needs sums, dates or a look at other claims is calculated by `checking`; CALCULATED lists it.
"""

# ruff: noqa: E501 (a table: a line is a row)

PEOPLE = "1000A,2010AA,2010BA,2010CA,2310A,2310B,2310C,2310D,2330A,2420A,2420B,2420D,2420E,2420F"

COMMON = """
tax_id_form            | 2010AA,2010AC | REF*EI,SY | -> REF02:nine_digits | The tax id must have nine digits, no dashes: compare it with the provider's W-9.
ssn_form               | 2010BA,2010CA,2330A | REF*SY | -> REF02:nine_digits | The social security number must have nine digits, no dashes: correct it or leave it out.
taxonomy_form          | *      | PRV    | PRV03 -> PRV03:taxonomy | The taxonomy code must have ten characters and end in X: take it from the provider's NPI registration.
billing_address_box    | 2010AA | N3     | -> !N301:box !N302:box | The billing provider's address is a post-office box: give the street here, the box goes into the pay-to address (loop 2010AB).
?billing_zip           | 2010AA | N4     | N403 !N404/N404=US -> N403:nine_digits | The ZIP of a billing provider must have nine digits: look up the four digits that follow the five.
state_missing          | *      | N4     | !N404/N404=US,CA -> N402 | An address in the United States or Canada needs its state or province: add the two letters.
zip_missing            | *      | N4     | !N404/N404=US,CA -> N403 | An address in the United States or Canada needs its ZIP or postal code: add it.
?zip_form              | *      | N4     | N403 !N404/N404=US -> N403:zip | A ZIP has five or nine digits, no dash: correct it.
state_abroad           | *      | N4     | N402 -> !N404/N404=US,CA,MX | The state belongs to addresses in North America: a part of another country stands in N407.
subdivision_misplaced  | *      | N4     | N407 -> !N404=US,CA | The part of a country (N407) is for addresses abroad: write the state in N402.
?phone_form             | *      | PER    | PER03=TE,FX -> PER04:ten_digits | A phone or fax number has ten digits, without dashes or blanks: correct it.
?phone_form             | *      | PER    | PER05=TE,FX -> PER06:ten_digits | A phone or fax number has ten digits, without dashes or blanks: correct it.
?phone_form             | *      | PER    | PER07=TE,FX -> PER08:ten_digits | A phone or fax number has ten digits, without dashes or blanks: correct it.
extension_alone        | *      | PER    | PER05=EX -> PER03=TE | An extension only follows a phone number: put the phone before it.
?kind_of_name          | *      | NM1    | NM102=2 -> !NM104 !NM105 !NM107 | An organisation has one name, no first name, middle name or suffix: make it a person or put all into NM103.
patient_is_subscriber  | 2000B  | SBR    | SBR02=18 -> !SBR02=18/!+HL*23 | The subscriber is the patient, yet a patient level (loop 2000C) follows: take it out, or empty SBR02.
patient_missing        | 2000B  | SBR    | !SBR02=18 -> SBR02/+HL*23 | The subscriber is not said to be the patient (18), and no patient level (loop 2000C) follows: add it or set SBR02 to 18.
children_missing       | 2000B  | HL     | HL04=1 -> HL04=0/+HL*23 | The level says that a patient level follows, and none does: set HL04 to 0 or add loop 2000C.
children_unexpected    | 2000B  | HL     | HL04=0 -> HL04=1/!+HL*23 | The level says that nothing stands under it, yet a patient level follows: set HL04 to 1.
?claim_filing_missing  | 2000B,2320 | SBR | -> SBR09 | The kind of plan is missing: payers route by it; take it from the coverage.
other_payer_missing    | 2300   | CLM    | ^SBR01=A,B,C,D,E,F,G,H,S,T -> +OI | The claim goes to a payer that is not the first, but names no other payer (loop 2320): add the payers before it.
member_id_missing      | 2010BA | NM1*IL | NM102=1 -> NM109 | The subscriber has no member id: take it from the card.
subscriber_incomplete  | 2010BA | NM1*IL | ^SBR02=18 -> .N3 .N4 .DMG | The subscriber is the patient, so address, birth date and sex must be given: add N3, N4 and DMG.
original_reference_missing | 2300 | CLM  | CLM05-3=7,8 -> !CLM05-3=7,8/.REF*F8 | A replacement (7) or void (8) needs the payer's claim number in REF*F8: take it from the remittance or the 277.
?original_reference_unexpected | 2300 | CLM | CLM05-3=1 -> !CLM05-3=1/!.REF*F8 | REF*F8 names an earlier claim, but the frequency says original: use 7 or 8, or leave REF*F8 out.
service_exception      | 2300   | REF*4N | -> REF02=1,2,3,4,5,6,7 | The reason for a service without authorization is one digit, 1 to 7: correct it.
attachment_number_missing | 2300,2400 | PWK | PWK02=BM,EL,EM,FT,FX -> PWK06 | An attachment that travels by itself needs a control number to be joined with the claim: add it (PWK05 AC, PWK06), and write it on the paper.
?reason_form           | 2320,2430 | CAS | -> CAS02:reason !CAS05/CAS05:reason !CAS08/CAS08:reason !CAS11/CAS11:reason !CAS14/CAS14:reason !CAS17/CAS17:reason | The reason of an adjustment has not the form of the public list: copy it from the other payer's remittance.
?remark_form           | 2320   | MOA    | -> !MOA03/MOA03:remark !MOA04/MOA04:remark !MOA05/MOA05:remark !MOA06/MOA06:remark !MOA07/MOA07:remark | A remark has not the form of the public list: copy it from the other payer's remittance.
paid_amount_missing    | 2320   | CAS    | -> .AMT*D | The other payer's adjustments are given without what it paid: add AMT*D, also when it is 0.
paid_amount_missing    | 2300   | CLM    | +SVD -> +AMT*D | A line was decided by another payer, but no other payer says what it paid: add AMT*D to its loop 2320.
non_covered_with_paid  | 2320   | AMT*A8 | -> !.AMT*D | What a payer never covers needs no decision of it: give either the non-covered amount (A8) or what it paid (D).
ndc_form               | 2410   | LIN    | LIN02=N4 -> LIN03:ndc | A national drug code has eleven digits here, no dashes: fill the short part with a leading zero.
drug_quantity          | 2410   | CTP    | CTP04 -> CTP04:positive | The quantity of the drug must be more than nothing: take it from the record of what was given.
"""

SITUATIONS = (
    COMMON
    + """
?facility_zip          | 2310C,2420C | N4 | N403 !N404/N404=US -> N403:nine_digits | The ZIP of a service facility must have nine digits: look up the four digits that follow the five.
?ssn_of_organisation   | 2010AA | NM1*85 | NM102=2 -> !.REF*SY | An organisation has no social security number: give its employer number (REF*EI).
?first_name_missing    | PEOPLE | NM1    | NM102=1 -> NM104 | A person needs a first name, unless there is only one name: add it.
?identity_missing      | 2310A,2310B,2310D,2420A,2420B,2420D,2420E,2420F | NM1 | -> NM109/.REF*0B,1G,G2,LU | The provider has neither NPI nor another number: add the NPI.
msp_type_missing       | 2000B  | SBR    | SBR09=MA,MB SBR01=A,B,C,D,E,F,G,H,S,T -> SBR05 | Medicare is not the first payer, so SBR05 must say why (12 to 16, 41 to 43, 47): ask the patient.
?msp_type_unexpected   | 2000B  | SBR    | SBR05 -> !SBR05/SBR09=MA,MB | Only a claim to Medicare says why Medicare is not the first payer: leave SBR05 out.
?msp_type_unexpected   | 2000B  | SBR    | SBR05 SBR01=P -> !SBR05 | Medicare is the first payer, so there is nothing to explain: leave SBR05 out.
place_unknown          | 2300   | CLM    | -> CLM05-1:place | The place of service is not on the public list: use the two digits of the place where the patient was.
place_unknown          | 2400   | SV1    | SV105 -> SV105:place | The place of service is not on the public list: use the two digits of the place where the patient was.
accident_state_missing | 2300   | CLM    | CLM11-1=AA/CLM11-2=AA -> CLM11-4/CLM11-5 | An auto accident needs the state where it happened: add its two letters (or the country, where it was abroad).
accident_state_unknown | 2300   | CLM    | CLM11-4 !CLM11-5/CLM11-5=US,CA -> CLM11-4:state | The state of the accident is no state of the United States or Canada: write its two letters.
?accident_state_unexpected | 2300 | CLM  | CLM11-4 -> !CLM11-4/CLM11-1=AA/CLM11-2=AA | The state only belongs to an auto accident: leave it out or name the cause AA.
related_cause_repeated | 2300   | CLM    | CLM11-1=AA CLM11-2 -> !CLM11-2=AA | The same cause stands twice: name it once.
related_cause_repeated | 2300   | CLM    | CLM11-1=EM CLM11-2 -> !CLM11-2=EM | The same cause stands twice: name it once.
related_cause_repeated | 2300   | CLM    | CLM11-1=OA CLM11-2 -> !CLM11-2=OA | The same cause stands twice: name it once.
accident_date_missing  | 2300   | CLM    | CLM11-1=AA,OA/CLM11-2=AA,OA -> !CLM11-1/.DTP*439 | The claim is because of an accident, whose day is missing: add DTP*439.
?accident_cause_missing | 2300  | DTP*439 | -> .CLM11-1 | There is the day of an accident, but the claim does not say which kind it was: add CLM11 (AA, EM or OA).
?admission_date_missing | 2300  | CLM    | CLM05-1=21,51,61 -> !CLM05-1=21,51,61/.DTP*435 | The patient was an inpatient, but the day of admission is missing: add DTP*435.
?discharge_without_admission | 2300 | DTP*096 | -> .DTP*435 | There is a day of discharge without a day of admission: add DTP*435.
relinquished_without_assumed | 2300 | DTP*091 | -> .DTP*090 | Care was given up on a day, yet the day it was taken over is missing: add DTP*090.
acute_date_missing     | 2300   | CR2    | CR208=A,M -> .DTP*453 | An acute condition of the spine needs the day it showed itself: add DTP*453.
transport_missing      | 2300   | CLM    | CLM05-1=41,42 -> !CLM05-1=41,42/+CR1 | The place of service is an ambulance, yet nothing says how far and why: add CR1.
pick_up_missing        | 2300   | CR1    | -> +NM1*PW | The place where the ambulance took the patient up is missing: add loop 2310E.
drop_off_missing       | 2300   | CR1    | -> +NM1*45 | The place where the ambulance took the patient to is missing: add loop 2310F.
?ambulance_condition_missing | 2300,2400 | CR1 | -> .CRC*07/^CRC*07 | An ambulance claim says why the patient could not go otherwise: add CRC*07.
?referring_missing     | 2300   | CLM    | +NM1*P3 -> +NM1*DN | A primary care provider is named without the provider who referred: add the referring provider (DN) first.
clia_form              | 2300,2400 | REF*F4,X4 | -> REF02:clia | A CLIA number has ten characters with a letter in the third place: take it from the laboratory's certificate.
procedure_form         | 2400   | SV1    | SV101-1=HC -> SV101-2:procedure | A CPT or HCPCS code has five characters: correct it.
?description_missing   | 2400   | SV1    | SV101-2:unlisted -> SV101-7/.NTE*ADD | The code says no more than "other": describe the service in SV101-7 or a note.
minutes_not_whole      | 2400   | SV1    | SV103=MJ -> SV104:whole | Minutes are whole numbers: round them as the payer wants.
anesthesia_minutes     | 2400   | SV1    | SV101-2:anesthesia -> SV103=MJ | Anesthesia is billed by the minute: set SV103 to MJ and SV104 to the minutes.
?minutes_unexpected    | 2400   | SV1    | SV103=MJ -> SV101-2:anesthesia | Minutes belong to anesthesia codes: other services count units (UN).
?epsdt_referral_missing | 2400  | SV1    | SV111=Y -> ^CRC*ZZ | The service follows a child's check-up (EPSDT): say on the claim whether a referral was made (CRC*ZZ).
?purchased_provider_missing | 2400 | PS1 | -> +NM1*QB | A purchased service names who provided it: add loop 2420B.
?purchased_charge_missing | 2420B | NM1*QB | -> ^PS1 | A purchased service says what it cost: add PS1.
recertification_date_missing | 2400 | CR3 | CR301=R,S -> .DTP*607 | A renewed or revised certification needs its day: add DTP*607.
?therapy_begin_missing | 2400   | CR3    | -> .DTP*463 | Certified equipment needs the day on which therapy began: add DTP*463.
?equipment_certification_missing | 2400 | CRC*09 | -> .CR3 | A statement about equipment belongs to its certification: add CR3.
?form_without_certificate | 2440 | LQ*UT | -> ^PWK*CT | The answers belong to a certificate of medical necessity: announce it in PWK*CT.
patients_transported   | 2400   | QTY*PT | -> QTY02:positive QTY02:whole | The number of patients transported is a whole number, at least one: correct it.
""".replace("PEOPLE", PEOPLE)
)

CALCULATED = (
    ("claim_count", "", "ST", "more claims in one ST than receivers take"),
    ("control_number_long", "2300", "CLM", "more than the 20 characters that payers keep"),
    ("claim_repeated", "2300", "CLM", "one patient control number on two claims of a batch"),
    ("charge_total", "2300", "CLM", "claim charge = sum of the line charges"),
    ("negative_charge", "2300", "CLM", "a claim is taken back by frequency 8"),
    ("negative_charge", "2400", "SV1", "no line below zero"),
    ("frequency", "2300", "CLM", "1, 7 or 8"),
    ("diagnosis_dot", "2300", "HI", "codes without a dot"),
    ("diagnosis_form", "2300", "HI", "the form of an ICD code of its version"),
    ("diagnosis_repeated", "2300", "HI", "each code once"),
    ("diagnosis_versions", "2300", "HI", "ICD-9 and ICD-10 not mixed"),
    ("date_in_future", "2300", "DTP", "no past event after the day the file was made"),
    ("date_order", "2300", "DTP", "ends not before beginnings"),
    ("service_in_future", "2400", "DTP", "no service after the day the file was made"),
    ("service_before_birth", "2400", "DTP", "no service before birth"),
    ("service_after_death", "2400", "DTP", "no service after death"),
    ("birth_in_future", "2010BA", "DMG", "no birth after the day the file was made"),
    ("birth_in_future", "2010CA", "DMG", "no birth after the day the file was made"),
    ("authorization_repeated", "2300", "REF", "an authorization (G1) is no referral (9F)"),
    ("line_sequence", "2400", "LX", "lines are numbered 1, 2, 3"),
    ("line_number_repeated", "2400", "REF", "each line its own control number"),
    ("line_number_long", "2400", "REF", "at most 30 characters"),
    ("pointer", "2400", "SV1", "points to a diagnosis of the claim"),
    ("pointer_repeated", "2400", "SV1", "points to each diagnosis once"),
    ("units", "2400", "SV1", "more than nothing"),
    ("rank_repeated", "2320", "SBR", "each payer its own place in line"),
    ("cob_claim_balance", "2320", "AMT", "charge - all adjustments of a payer = what it paid"),
    ("cob_paid_total", "2320", "AMT", "paid = paid on the lines - adjustments of the claim"),
    ("non_covered_amount", "2320", "AMT", "what is not covered is the whole charge"),
    ("decision_date_missing", "2320", "AMT", "the day of a decision, on the claim or on each line"),
    ("decision_date_twice", "2330B", "DTP", "the day of a decision, on the claim or on the lines, not both"),
    ("cob_line_balance", "2430", "SVD", "line charge - adjustments = what the payer paid on it"),
    ("cob_payer_unknown", "2430", "SVD", "the payer of a line is one of the claim's other payers"),
    ("bundled_line_unknown", "2430", "SVD", "the line that a service was bundled into is on the claim"),
)
