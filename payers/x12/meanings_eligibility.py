"""What the codes of eligibility mean, in our own words: service types, insurance types, quantities, refusals. Called by `meanings`."""

# ruff: noqa: E501 (a table: a line is a row)

from payers.x12.meanings_status import table

SERVICE_TYPES = table("""
1 medical care; 2 surgery; 3 consultation; 4 X-ray; 5 laboratory; 6 radiation therapy; 7 anaesthesia; 8 surgical assistance; 9 other medical; 10 blood; 11 used equipment; 12 equipment purchased; 13 surgery centre; 14 dialysis supplies at home; 15 other dialysis; 16 kidney equipment; 17 tests before admission
18 equipment rented; 19 pneumonia vaccine; 20 second surgical opinion; 21 third surgical opinion; 22 social work; 23 dental diagnosis; 24 periodontics; 25 dental restoration; 26 endodontics; 27 facial prosthetics; 28 other dental; 30 the plan as a whole; 32 waiting period; 33 chiropractic; 34 chiropractic office visits; 35 dental
36 dental crowns; 37 dental accident; 38 orthodontics; 39 prosthodontics; 40 oral surgery; 41 preventive dental; 42 home health; 43 home prescriptions; 44 home health visits; 45 hospice; 46 respite care; 47 hospital; 48 hospital inpatient; 49 room and board; 50 hospital outpatient; 51 emergency accident; 52 emergency medical
53 hospital outpatient surgery; 54 long-term care; 55 major medical; 56 medical transport; 57 air transport; 58 wheelchair van; 59 ambulance; 60 general benefits; 61 in-vitro fertilisation; 62 MRI and CT; 63 organ donor; 64 acupuncture; 65 newborn care; 66 pathology; 67 giving up smoking; 68 well baby; 69 maternity; 70 transplants
71 hearing examination; 72 inhalation therapy; 73 diagnostic medical; 74 private nursing; 75 prosthetic device; 76 dialysis; 77 ear examination; 78 chemotherapy; 79 allergy tests; 80 immunizations; 81 routine physical; 82 family planning; 83 infertility; 84 abortion; 85 AIDS; 86 emergency; 87 cancer; 88 pharmacy
89 retail prescriptions; 90 mail-order prescriptions; 91 brand drugs; 92 generic drugs; 93 podiatry; 94 podiatry office visits; 95 podiatry nursing home visits; 96 physician's services; 97 anaesthetist; 98 office visit; 99 inpatient visit; A0 outpatient visit; A1 nursing home visit; A2 skilled nursing visit; A3 home visit
A4 psychiatric; A5 psychiatric room and board; A6 psychotherapy; A7 psychiatric inpatient; A8 psychiatric outpatient; A9 rehabilitation; AA rehabilitation room and board; AB rehabilitation inpatient; AC rehabilitation outpatient; AD occupational therapy; AE physical medicine; AF speech therapy; AG skilled nursing
AH skilled nursing room and board; AI substance abuse; AJ alcoholism; AK drug addiction; AL vision; AM frames; AN routine eye examination; AO lenses; AQ physical not medically necessary; AR experimental drugs; B1 burn care; B2 brand drugs on the formulary; B3 brand drugs off the formulary; BA independent medical examination
BB partial psychiatric hospital; BC psychiatric day care; BD cognitive therapy; BE massage therapy; BF lung rehabilitation; BG heart rehabilitation; BH paediatrics; BI nursery; BJ skin; BK orthopaedics; BL heart; BM lymph; BN stomach and bowel; BP hormones; BQ neurology; BR eye; BS invasive procedures; BT gynaecology
BU obstetrics; BV obstetrics and gynaecology; BW mail-order brand drugs; BX mail-order generic drugs; BY office visit, sick; BZ office visit, well; C1 coronary care; CA private nursing inpatient; CB private nursing at home; CC surgeon's benefits; CD surgical facility; CE mental health provider inpatient; CF mental health provider outpatient
CG mental health facility inpatient; CH mental health facility outpatient; CI addiction facility inpatient; CJ addiction facility outpatient; CK screening X-ray; CL screening laboratory; CM mammogram, high risk; CN mammogram, low risk; CO flu shot; CP glasses; CQ case management; DG dermatology; DM durable equipment; DS diabetic supplies
GF generic drugs on the formulary; GN generic drugs off the formulary; GY allergy; IC intensive care; MH mental health; NI newborn intensive care; ON oncology; PT physical therapy; PU lung; RN kidney; RT residential psychiatric; TC transitional care; TN transitional nursery; UC urgent care
""")
INSURANCE_TYPES = table("""
12 Medicare secondary: working aged; 13 Medicare secondary: kidney disease; 14 Medicare secondary: no-fault; 15 Medicare secondary: workers' compensation; 16 Medicare secondary: public health service; 41 Medicare secondary: black lung; 42 Medicare secondary: veterans; 43 Medicare secondary: disabled under 65
47 Medicare secondary: liability; AP auto insurance; C1 commercial; CO COBRA; CP Medicare, conditionally primary; D disability; DB disability benefits; EP exclusive provider organisation; FF family or friends; GP group policy; HM HMO; HN HMO, Medicare risk (Advantage); HS special low-income Medicare; IN indemnity
IP individual policy; LC long-term care; LD long-term policy; LI life insurance; LT litigation; MA Medicare Part A; MB Medicare Part B; MC Medicaid; MH Medigap Part A; MI Medigap Part B; MP Medicare primary; OT other; PE property insurance: personal; PL personal; PP personal payment (no insurance); PR PPO; PS point of service
QM qualified Medicare beneficiary: bill the patient nothing; RP property insurance: real; SP supplemental policy; TF tax equity act; WC workers' compensation; WU wrap-up policy
""")
PERIODS = table("""
6 hour; 7 day; 13 24 hours; 21 years; 22 service year; 23 calendar year; 24 year to date; 25 contract; 26 episode; 27 visit; 28 outlier; 29 remaining; 30 exceeded; 31 not exceeded; 32 lifetime; 33 lifetime remaining; 34 month; 35 week; 36 admission
""")
QUANTITIES = table("""
8H minimum; 99 units used; CA covered; CE covered, active; D3 co-insurance days; DB deductible blood units; DY days; FL units; HS hours; LA lifetime reserve, active; LE lifetime reserve; M2 maximum; MN months; P6 services or procedures; QA approved; S7 age, high limit; S8 age, low limit; VS visits; YY years
""")
UNITS = table("DA day; MO month; VS visit; WK week; YR year")
REFUSALS = table("""
04 asked for too much; 15 data missing; 33 input errors; 35 outside the network; 41 not authorized; 42 cannot answer now; 43 provider not identified; 44 provider's name wrong; 45 provider's specialty wrong; 46 provider's phone wrong; 47 provider's state wrong; 48 provider's id wrong; 49 not the primary care provider
50 provider not eligible for inquiries; 51 provider not on file; 52 service dates outside the provider's enrolment; 53 question cannot be answered; 54 service not of this provider; 55 product or service wrong; 56 date not appropriate; 57 date of service wrong; 58 birth date missing or wrong; 60 birth date after the service
61 date of death before the service; 62 date of service too old; 63 date of service in the future; 64 patient's id wrong; 65 patient's name wrong; 66 patient's sex wrong; 67 patient not found; 68 patient's id found twice; 69 patient's age does not fit; 70 patient's sex does not fit; 71 birth date does not match; 72 member id wrong
73 subscriber's name wrong; 74 subscriber's sex wrong; 75 subscriber not found; 76 subscriber's id found twice; 77 subscriber found, patient not; 78 subscriber not in the group; 79 participant not known; 80 no answer from the payer; 97 address wrong; 98 experimental service; AA authorization number not found; AE an earlier authorization is needed
AF diagnosis missing or wrong; AG procedure missing or wrong; AO more information about the patient is needed; CI certification does not fit; E8 medical record wanted; IA authorization number wrong; MA authorization number missing; T4 payer's name or id missing
""")
FOLLOW_UPS = table("""
C correct and send again; N do not send again; P send again as a new one; R may be sent again; S do not send again, an answer follows; W wait 30 days and send again; X wait 10 days and send again; Y do not send again, we hold it
""")
SPECIALTY_ROLES = table("""
AD admitting; AT attending; BI billing; CO consulting; CV covering; H hospital; HH home health; LA laboratory; OT other physician; P1 pharmacist; P2 pharmacy; PC primary care; PE performing; R rural health clinic; RF referring; SB submitting; SK skilled nursing; SU supervising; AS assistant surgeon; OR ordering
""")
