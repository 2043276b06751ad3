"""What the codes of a claim's rarer segments mean, in our own words: attachments, ambulance, equipment, contracts. Called by `meanings`."""

# ruff: noqa: E501 (a table: a line is a row)

from payers.x12.meanings_status import table

REPORTS = table("""
03 report of treatment beyond guidelines; 04 drugs given; 05 treatment diagnosis; 06 first assessment; 07 functional goals; 08 plan of treatment; 09 progress report; 10 continued treatment; 11 chemical analysis; 13 certified test report; 15 justification for admission; 21 recovery plan; A3 allergies; A4 autopsy; AM ambulance certification; AS admission summary; B2 prescription
B3 physician's order; B4 referral; BR benchmark tests; BS baseline; BT blanket test results; CB chiropractic justification; CK consent form; CT certification; D2 drug profile; DA dental models; DB equipment prescription; DG diagnostic report; DJ discharge monitoring; DS discharge summary; EB explanation of benefits; HC health certificate; HR health clinic records; I5 immunization record
IR state school immunization; LA laboratory results; M1 medical record; MT models; NN nursing notes; OB operative note; OC oxygen averages; OD orders and treatments; OE examination; OX oxygen certification; OZ supporting data; P4 pathology; P5 patient's history; PE parenteral or enteral certification; PN physical therapy notes; PO prosthetics certification; PQ paramedical results; PY physician's report
PZ physical therapy certification; RB X-rays; RR radiology reports; RT tests and analysis; RX renewable oxygen; SG symptoms; V5 death notice; XP photographs
""")
SENT = table("AA available on request; AB sent to the payer before; AD certified in this claim; AF narrative in this claim; AG no paper, no sheet; NS not required; BM by mail; EL with the claim, electronically; EM by e-mail; FT by file transfer; FX by fax")
CONDITIONS_OF = table("07 ambulance; 70 hospice; 09 equipment; ZZ screening of children; E1 spectacle lenses; E2 contact lenses; E3 spectacle frames; 75 functional limits")
CONDITIONS = table("""
01 admitted to a hospital; 04 moved by stretcher; 05 unconscious or in shock; 06 transported in an emergency; 07 restrained; 08 visible bleeding; 09 medically necessary; 12 confined to a bed or chair; IH independent at home; L1 general standards of a replacement met; L2 new lenses for a change of sight; L3 lenses of another material; L4 frames broken; L5 first lenses or frames; 38 certification on file; 65 not replaced within the warranty; ZV replacement; AV refused; NU not used; S2 under treatment; ST new services asked for
""")
TRANSPORTS = table("A to the nearest facility; B for the benefit of a preferred physician; C to be near the family; D to a specialist or for equipment; E to a rehabilitation facility")
CONTRACTS = table("01 by diagnosis group; 02 per day; 03 variable per day; 04 flat; 05 capitated; 06 percent; 09 other")
ADMISSIONS = table("1 emergency; 2 urgent; 3 elective; 4 newborn; 5 trauma; 9 unknown")
UNITS = table("F2 international units; GR grams; ME milligrams; ML millilitres; UN units; LB pounds; DH miles; MO months; DA days; WK weeks; Q quarters; MJ minutes")
CERTIFICATIONS = table("I first certification; R renewed; S revised")
MEASURES = table("HT height; R1 haemoglobin; R2 haematocrit; R3 epoetin start; R4 creatinine; TR test results; OG original start")
PRICES = table("00 as charged; 01 percent of charge; 02 fee schedule; 03 percent of the allowed; 04 bundled; 05 peer review; 06 per day; 07 flat; 08 combination; 09 maternity; 10 other; 11 lower of cost; 12 ratio of cost; 13 cost reimbursed; 14 adjusted")
DELAYS = table("""
1 proof of eligibility was unknown; 2 litigation; 3 authorization was late; 4 the provider was being certified; 5 the billing forms came late; 6 custom-made appliances came late; 7 a third party was slow; 8 eligibility was decided late; 9 the first claim was refused for another reason; 10 administrative delay of a prior approval; 11 other; 15 natural disaster
""")
PROGRAMS = table("02 help for physically handicapped children; 03 special federal funding; 05 disability; 09 second opinion or surgery")
REFUSALS = table("T1 the repricer cannot say which provider bears it; T2 provider not in the network; T3 patient not covered; T4 payer not known; T5 certification missing; T6 claim does not say enough")
POLICIES = table("1 procedure followed; 2 not followed, call not made; 3 not medically necessary, call not made; 4 not followed, other reason; 5 emergency")
EXCEPTIONS = table("1 no network provider for the service; 2 emergency; 3 service or specialty not in the network; 4 out of the service area; 5 state mandate; 6 other")
SPINES = table("A acute; C chronic; D not acute; E not life-threatening; F routine; G symptoms; M acute phase of a chronic condition")
PRESENT = table("Y there at admission; N not there at admission; U documents do not say; W cannot be told")
PRODUCT_CODES = table("EN international article number; EO health industry article number; HI device identifier; N4 national drug code; ON customer's order number; UK shipping container number; UP universal product code")
DATE_FORMS = table("D8 a day; RD8 a period; DT a day and time; TM a time")
FACILITY_NOTES = table("""
ALG allergies; DME equipment and supplies; MED medications; NTR nutrition; ODT orders and treatments; RHB functional limits; RLH reasons to stay at home; RNH times and reasons away from home; SET unusual home setting; SFM safety measures; SPT supplementary plan; UPI updated information; ADD note; CER certification; DCP goals; DGN diagnosis; TPO for the third party
""")
SIGNATURES = {"P": "signed by the provider, the patient was not there"}
YES_ONLY = {"Y": "yes"}
FREQUENCIES = {"1": "weekly", "4": "monthly", "6": "daily"}

TABLES = {
    "PWK01": REPORTS, "PWK02": SENT, "CRC01": CONDITIONS_OF, "CRC02": {"Y": "yes", "N": "no"}, "CR104": TRANSPORTS, "CN101": CONTRACTS, "CL101": ADMISSIONS, "CTP05-1": UNITS, "CR101": UNITS,
    "CR105": UNITS, "CR301": CERTIFICATIONS, "CR302": UNITS, "MEA01": MEASURES, "MEA02": MEASURES, "HCP01": PRICES, "SV506": FREQUENCIES, "SV502": UNITS, "FRM02": {"Y": "yes", "N": "no", "W": "not applicable"},
    "CLM05-2": {"A": "bill type of a facility", "B": "place of service"}, "CLM10": SIGNATURES, "CLM12": PROGRAMS, "CLM20": DELAYS, "OI04": SIGNATURES, "CR208": SPINES, "CUR01": {"85": "billing provider"},
    "HCP11": UNITS, "HCP13": REFUSALS, "HCP14": POLICIES, "HCP15": EXCEPTIONS, "LIN02": PRODUCT_CODES, "NTE01": FACILITY_NOTES, "PAT05": DATE_FORMS, "PAT07": {"01": "pounds"}, "PAT09": YES_ONLY,
    "PWK05": {"AC": "attachment control number"}, "REF04-1": {"2U": "payer id"}, "SV109": YES_ONLY, "SV111": YES_ONLY, "SV112": YES_ONLY, "SV115": {"0": "exempt"},
}  # fmt: skip
for _position in range(3, 8):
    TABLES[f"CRC{_position:02d}"] = CONDITIONS
for _position in range(1, 13):
    TABLES[f"HI{_position:02d}-3"] = DATE_FORMS
    TABLES[f"HI{_position:02d}-9"] = PRESENT
