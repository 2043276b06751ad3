"""Malformed twins of the 835 by hand: each situational or calculated rule broken once in a golden file."""

from tests.payers.x12.twins import Damage

CLAIM, CHECK = ("claim_out_of_balance",), ("check_out_of_balance",)
AGAIN = "~CLP*PCN9*1*150*0**12*ICNPCN9*11*7~CAS*CO*197*150~NM1*QC*1*DOE*ADA~DTM*232*20261102~SE*"

TWINS = [
    # the payment
    Damage("everyday", "*01*111000025*DA*123456*1631234567*", "*****1631234567*", "bank_missing", "", "BPR*", "BPR06"),
    Damage("everyday", "*ACH*CCP*", "*ACH**", "payment_format_missing", "", "BPR*", "BPR05"),
    Damage("everyday", "*ACH*CCP*", "*CHK**", "bank_unexpected", "", "BPR*", "BPR06"),
    Damage("zero_pay", "BPR*H*0*C*NON", "BPR*H*5*C*NON", "payment_without_money", "", "BPR*", "BPR04", CHECK),
    Damage("zero_pay", "BPR*H*0*C*NON", "BPR*I*0*C*CHK", "money_without_payment", "", "BPR*", "BPR04"),
    Damage("everyday", "BPR*I*", "BPR*H*", "information_with_money", "", "BPR*", "BPR02"),
    Damage("everyday", "BPR*I*137.5*", "BPR*I*-137.5*", "negative_payment", "", "BPR*", "BPR02", CHECK),
    Damage("everyday", "TRN*1*EFT0000077*1631234567", "TRN*1*EFT0000077*1631234568", "payer_id_differs", "", "TRN*", "TRN03"),
    Damage("everyday", "REF*TJ*631234567~", "", "payee_tax_id_missing", "1000B", "N1*PE"),
    Damage("everyday", "*XX*1234567893~", "*XX*1234567890~", "npi_check_digit", "1000B", "N1*PE", "N104"),
    Damage("full", "RDM*OL*PORTAL*", "RDM*BM**", "delivery_name_missing", "1000B", "RDM*", "RDM02"),
    Damage("full", "RDM*OL*PORTAL*WWW.RIVERSIDE.EXAMPLE", "RDM*OL*PORTAL", "delivery_address_missing", "1000B", "RDM*", "RDM03"),
    # summaries
    Damage("full", "TS3*1234567893*11*20261231*2*1300********10**20**30*5**6*7*8*2*9~", "", "summary_incomplete", "2000", "TS2*"),
    Damage("full", "*20261231*2*1300*", "*20261231*3*1300*", "summary_count", "2000", "TS3*", "TS304"),
    Damage("full", "*20261231*2*1300*", "*20261231*2*1301*", "summary_charge", "2000", "TS3*", "TS305"),
    # the claim
    Damage("everyday", "CLP*PCN2*19*80*60", "CLP*PCN2*19*81*60", "claim_out_of_balance", "2100", "CLP*PCN2", "CLP04"),
    Damage("everyday", "BPR*I*137.5*", "BPR*I*137.51*", "check_out_of_balance", "", "BPR*", "BPR02"),
    Damage("everyday", "NM1*TT*2*MEDIGAP*****PI*MGP01~", "", "crossover_missing", "2100", "CLP*PCN2"),
    Damage("everyday", "CLP*PCN2*19*", "CLP*PCN2*1*", "crossover_unexpected", "2100", "CLP*PCN2", "CLP02"),
    Damage("everyday", "CLP*PCN3*1*90*75", "CLP*PCN3*22*90*75", "reversal_sign", "2100", "CLP*PCN3*22*90*75", "CLP04"),
    Damage("everyday", "CLP*PCN3*22*-90*-70**12", "CLP*PCN3*22*-90*-70*5*12", "reversal_responsibility", "2100", "CLP*PCN3*22", "CLP05"),
    Damage("everyday", "CLP*PCN3*22*", "CLP*PCN3*1*", "negative_charge", "2100", "CLP*PCN3*1*-90", "CLP03"),
    Damage("everyday", "CLP*PCN3*22*", "CLP*PCN3*1*", "negative_paid", "2100", "CLP*PCN3*1*-90", "CLP04", ("negative_charge",)),
    Damage("everyday", "CLP*PCN1*1*200", "CLP*PCN1*4*200", "paid_without_decision", "2100", "CLP*PCN1", "CLP04"),
    Damage("everyday", "CLP*PCN1*1*200*96*24", "CLP*PCN1*1*200*96*23", "patient_responsibility", "2100", "CLP*PCN1", "CLP05"),
    Damage("everyday", "CLP*PCN2*19*80*60", "CLP*PCN2*19*80*90", "paid_above_charge", "2100", "CLP*PCN2", "CLP04", CLAIM + CHECK),
    Damage("everyday", "CLP*PCN1*1*200*96", "CLP*PCN1*1*201*96", "line_total", "2100", "CLP*PCN1", "CLP03", CLAIM),
    Damage("zero_pay", "~SE*", AGAIN, "claim_repeated", "2100", "CLP*PCN9*1*150*0**12*ICNPCN9*11*7"),
    Damage("full", "*L6*-1*", "*CS*-1*", "interest_not_paid", "2100", "CLP*FULL1"),
    Damage("full", "*1**470*1.25", "*1***1.25", "drg_missing", "2100", "CLP*FULL1", "CLP11"),
    Damage("full", "*N781*N782*18~", "*N781*N782*18~MOA***MA18~", "decision_twice", "2100", "MIA*"),
    Damage("full", "DTM*232*20261102~", "", "claim_period", "2100", "CLP*FULL1"),
    Damage("full", "DTM*233*20261104~", "DTM*233*20261101~", "period_reversed", "2100", "CLP*FULL1"),
    Damage("full", "DTM*232*20261102~DTM*233*20261104~", "DTM*232*20261202~", "service_after_payment", "2100", "CLP*FULL1"),
    Damage("full", "NM1*PR*2*FIRST PLAN*****PI*FST01~", "", "other_subscriber_payer", "2100", "NM1*GB"),
    Damage("full", "*XX*1993999998~", "*XX*1993999997~", "npi_check_digit", "2100", "NM1*82", "NM109"),
    Damage("full", "*100*MA01*", "*100*ZZ1*", "remark_form", "2100", "MIA*", "MIA05"),
    Damage("everyday", "MOA***MA18", "MOA***XX18", "remark_form", "2100", "MOA*", "MOA03"),
    # the line
    Damage("everyday", "CAS*CO*45*30~", "CAS*CO*45*30.01~", "line_out_of_balance", "2110", "SVC*HC:99214*150", "SVC03", CLAIM),
    Damage("full", "DTM*472*20261102~", "", "service_date_missing", "2110", "SVC*NU"),
    Damage("full", "DTM*151*20261103~", "", "service_period", "2110", "SVC*HC:99214"),
    Damage("full", "DTM*150*20261102~", "", "service_period", "2110", "SVC*HC:99214"),
    Damage("full", "DTM*150*20261102~", "DTM*472*20261102~", "service_date_twice", "2110", "SVC*HC:99214", "", ("service_period",)),
    Damage("full", "DTM*151*20261103~", "DTM*151*20261101~", "period_reversed", "2110", "SVC*HC:99214"),
    Damage("full", "DTM*472*20261102~", "DTM*472*20261202~", "service_after_payment", "2110", "SVC*NU"),
    Damage("full", "*200*120**2*HC", "*200*120***HC", "submitted_units", "2110", "SVC*HC:99214", "SVC05"),
    Damage("everyday", "**1*HC:99214~", "**1*HC:99213~", "submitted_same", "2110", "SVC*HC:99213", "SVC06"),
    Damage("everyday", "LQ*HE*M15", "LQ*HE*X15", "remark_form", "2110", "LQ*", "LQ02"),
    # adjustments
    Damage("full", "CAS*PR*1*40**2*60~", "CAS*PR*1*40~CAS*PR*2*60~", "adjustment_group_split", "2100", "CAS*PR*2*60", "CAS01"),
    Damage("everyday", "CAS*PR*2*24~", "CAS*PR*2*20~CAS*PR*1*4~", "adjustment_group_split", "2110", "CAS*PR*1*4", "CAS01"),
    Damage("full", "CAS*PR*1*40**2*60~", "CAS*PR*1*40*****2*60~", "adjustment_gap", "2100", "CAS*PR*1*40", "CAS08"),
    Damage("full", "CAS*PR*1*10**2*20**3*30~", "CAS*PR*1*10*****3*50~", "adjustment_gap", "2110", "CAS*PR*1*10", "CAS08"),
    Damage("everyday", "CAS*CO*45*20~", "CAS*CO*000*20~", "reason_form", "2100", "CAS*CO*000", "CAS02"),
    Damage("everyday", "CAS*CO*97*50~", "CAS*CO*X97*50~", "reason_form", "2110", "CAS*CO*X97", "CAS02"),
    Damage("everyday", "CAS*CO*45*20~", "CAS*CO*45*5**45*15~", "adjustment_repeated", "2100", "CAS*CO*45*5", "CAS05"),
    Damage("everyday", "CAS*CO*45*30~", "CAS*CO*45*10**45*20~", "adjustment_repeated", "2110", "CAS*CO*45*10", "CAS05"),
    Damage("everyday", "CAS*CO*45*20~", "CAS*CO*45*20**96*0~", "adjustment_zero", "2100", "CAS*CO*45*20**96", "CAS06"),
    Damage("everyday", "CAS*CO*45*30~", "CAS*CO*45*30**96*0~", "adjustment_zero", "2110", "CAS*CO*45*30**96", "CAS06"),
    Damage("full", "*CS:PCN7*3*", "*CS:PCN7*0*", "provider_adjustment_zero", "", "PLB*", "", CHECK),
    Damage("everyday", "WO:LETTER9*25*", "WO:LETTER9*-25*", "check_out_of_balance", "", "BPR*", "BPR02"),
]  # fmt: skip
