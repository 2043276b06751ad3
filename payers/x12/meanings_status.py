"""Whom a claim status is about: the entity codes of STC01-3, in our own words. Called by `meanings` and by the status checks."""

# ruff: noqa: E501 (a table: a line is a row)

_NAMED = """
03 dependent; 13 contracted provider; 17 consultant's office; 1E HMO; 1G cancer centre; 1H dialysis unit; 1I preferred provider organisation; 1O acute care hospital; 1P provider; 1Q military facility; 1R university or school
1S outpatient surgery centre; 1T physician, clinic or group practice; 1U long-term care facility; 1V extended care facility; 1W psychiatric facility; 1X laboratory; 1Y retail pharmacy; 1Z home health care; 28 subcontractor; 2A public facility
2B third-party administrator; 2D other health care facility; 2E facility outside health care; 2I church-run facility; 2K partnership; 2P public health facility; 2Q veterans' facility; 2S Indian health service facility; 2Z hospital of a prison or college; 30 supplier of the service
36 employer; 3C respiratory disease facility; 3D obstetrics and gynaecology facility; 3E eye, ear, nose and throat facility; 3F rehabilitation facility; 3G orthopaedic facility; 3H chronic disease facility; 3I specialty facility; 3J children's general facility; 3T addiction facility
40 receiver; 41 submitter; 43 claimant's representative; 44 data processing service; 4H emergency department; 4I trauma centre; 4N adult day care; 4U respite care; 4Z dialysis; 5A home health service; 5B hospice; 61 place where it was done; 71 attending provider; 72 operating physician
73 other physician; 74 corrected insured; 77 service facility; 7C place of occurrence; 80 hospital; 82 rendering provider; 84 subscriber's employer; 85 billing provider; 87 pay-to address; 95 research institute; AY clearinghouse; CK pharmacist; CZ admitting surgeon; D2 commercial insurer
DD assistant surgeon; DJ consulting physician; DK ordering provider; DN referring provider; DO dependent's name; DQ supervising provider; E1 person responsible for a child; E2 person with whom a child lives; E7 previous employer; E9 participating laboratory; FA facility
FD street address; FE mailing address; G0 insured dependent; G3 clinic; GB other insured; GD guardian; GI paramedic; GJ paramedical company; GK previous insured; GM insured spouse; GY treatment facility; HF facility in a shortage area; HH home health agency; HK subscriber
I3 independent physicians' association; IJ place of the injection; IL subscriber; IN insurer; LI independent laboratory; LR legal representative; MR medical insurer; MSC mammography centre; OB who ordered it; OD optometrist; OX oxygen therapy facility; P0 patient's facility
P2 primary insured; P3 primary care provider; P4 earlier insurer; P6 reviewing organisation; P7 repricing organisation; PR payer; PRP primary payer; PT who receives the test report; PV who certifies; PW pick-up address; QA pharmacy; QB purchased service provider; QC patient
QD responsible party; QE policyholder; QH physician; QK managed care; QL chiropractor; QN dentist; QO osteopath; QS podiatrist; QV group practice; QY medical doctor; RC receiving location; RW rural health clinic; S4 skilled nursing facility; SEP secondary payer; SJ service provider
SU supplier or manufacturer; T4 transfer point; TL testing laboratory; TQ reviewing organisation; TT who it was sent on to; TTP tertiary payer; TU repricing organisation; UH nursing home; X3 utilisation management; X4 spouse; X5 equipment supplier; ZZ mutually defined
"""
_FACILITIES = """
3A 3K 3L 3M 3N 3O 3P 3Q 3R 3S 3U 3V 3W 3X 3Y 3Z 4A 4B 4C 4D 4E 4F 4G 4J 4L 4M 4O 4P 4Q 4R 4S 4W 4X 4Y 5C 5D 5E 5F 5G 5H 5I 5J 5K 5L 5M 5N 5O 5P 5Q 5R 5S 5T 5U 5V 5W
5X 5Y 5Z 6A 6B 6C 6D 6E 6F 6G 6H 6I 6J 6K 6L 6M 6N 6O 6P 6Q 6R 6S 6U 6V 6W 6X 6Y
"""


def table(text):
    """{code: words} of rows `code words; code words`."""
    entries = (entry.strip().partition(" ") for line in text.strip().splitlines() for entry in line.split(";"))
    return {code: words for code, _, words in entries if code}


ENTITIES = dict.fromkeys(_FACILITIES.split(), "a special kind of health care facility") | table(_NAMED)
