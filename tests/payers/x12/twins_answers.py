"""Malformed twins of 999, 277CA, 277, 276, 270 and 271 by hand: each situational or calculated rule broken once."""

from tests.payers.x12.twins import Damage


def _level_twins(golden, third, parent="HL*2*1*21*", loop="2000B"):
    """Twins of the HL rules: numbers, parents, levels, children. `third` is the level code of the third HL.

    `parent` is an HL that may have children or not, and has them.
    """
    return [
        Damage(golden, "HL*2*1*21*1~", "HL*7*1*21*1~", "hl_sequence", "2000B", "HL*7", "HL01", ("hl_parent",)),
        Damage(golden, "HL*2*1*21*1~", "HL*2*9*21*1~", "hl_parent", "2000B", "HL*2", "HL02"),
        Damage(golden, f"HL*3*2*{third}*", f"HL*3*1*{third}*", "hl_level", "2000C", "HL*3", "HL02"),
        Damage(golden, f"{parent}1~", f"{parent}0~", "hl_children", loop, parent, "HL04"),
    ]


def _coded(golden, places):
    """Twins of the STC codes: unknown category, odd status, unknown entity, for (loop, the STC's first composite, its start)."""
    found = []
    for loop, composite, at in places:
        category, code, entity = composite.split(":")
        new = (f"ZZ:{code}:{entity}", f"{category}:X7:{entity}", f"{category}:{code}:Q9")
        for text, name, part in zip(new, ("invalid_category", "status_form", "invalid_entity"), (1, 2, 3), strict=True):
            found.append(Damage(golden, f"STC*{composite}*{at}", f"STC*{text}*{at}", name, loop, f"STC*{text}*{at}", f"STC01-{part}"))
    return found


TWINS_999 = [
    Damage("partial", "IK4*2:1**7*X~", "", "element_error_missing", "2100", "IK3*"),
    Damage("partial", "IK3*CLM*22*2300*8", "IK3*CLM*22*2300*3", "segment_error_code", "2100", "IK3*", "IK304"),
    Damage("full", "IK3*CLM*22*2300*8~CTX*CLM01:PCN1~", "IK3*CLM*22*2300*8~CTX*CLM01~", "context_value_missing", "2100", "CTX*CLM01", "CTX01-2"),
    Damage("full", "IK4*5:3:1*1325*7*Q~CTX*CLM01:PCN1*", "IK4*5:3:1*1325*7*Q~CTX*CLM01*", "context_value_missing", "2110", "CTX*CLM01*", "CTX01-2"),
    Damage("full", "CTX*SITUATIONAL TRIGGER*CLM*22*", "CTX*SITUATIONAL TRIGGER*CLM**", "context_place_missing", "2100", "CTX*SIT", "CTX03"),
    Damage("full", "CTX*CLM01:PCN1*CLM*22*", "CTX*CLM01:PCN1*CLM**", "context_place_missing", "2110", "CTX*CLM01:PCN1*", "CTX03"),
    Damage("partial", "AK2*837*0001*005010X222A1~IK5*A~", "AK2*837*0001*005010X222A1~IK5*R~", "rejection_unexplained", "2000", "IK5*R", "IK502", ("accepted_count", "group_verdict")),
    Damage("full", "AK2*837*0001*005010X222A1~IK5*A~", "AK2*837*0001*005010X222A1~IK3*HI*23*2300*3~IK5*A~", "acceptance_contradicts", "2000", "IK5*A", "IK501"),
    Damage("partial", "AK2*837*0001*005010X222A1~IK5*A~", "AK2*837*0001*005010X222A1~IK5*A*5~", "acceptance_contradicts", "2000", "IK5*A*5", "IK501"),
    Damage("partial", "AK9*P*2*2*1", "AK9*P*2*2*2", "accepted_count", "", "AK9*", "AK904"),
    Damage("partial", "AK9*P*2*2*1", "AK9*P*2*1*1", "received_count", "", "AK9*", "AK903"),
    Damage("partial", "AK9*P*", "AK9*A*", "group_verdict", "", "AK9*", "AK901"),
    Damage("partial", "AK9*P*", "AK9*R*", "group_verdict", "", "AK9*", "AK901"),
    Damage("accepted", "AK9*A*", "AK9*P*", "group_verdict", "", "AK9*", "AK901"),
    Damage("partial", "AK2*837*0002*005010X222A1", "AK2*837*0001*005010X223A2", "answer_repeated", "2000", "AK2*837*0001*005010X223A2", "AK202"),
]  # fmt: skip

TWINS_277CA = [
    *_level_twins("full", "19"),
    *_coded("full", [("2200B", "A1:19:PR", "20261124*WQ*450"), ("2200C", "A1:19:PR", "*WQ"), ("2200D", "A2:20:PR", "2026"), ("2220D", "A7:454:82", "2026")]),
    Damage("full", "STC*A1:19:PR*20261124*WQ*450", "STC*F1:19:PR*20261124*WQ*450", "category_out_of_place", "2200B", "STC*F1", "STC01-1"),
    Damage("full", "STC*A1:19:PR**WQ", "STC*F1:19:PR**WQ", "category_out_of_place", "2200C", "STC*F1", "STC01-1"),
    Damage("full", "STC*A2:20:PR*", "STC*F1:20:PR*", "category_out_of_place", "2200D", "STC*F1", "STC01-1"),
    Damage("full", "*A7:21:82*A8:448:IL", "*F2:21:82*A8:448:IL", "category_out_of_place", "2200D", "STC*A7:562:85", "STC10-1"),
    Damage("full", "STC*A7:454:82*", "STC*F2:454:82*", "category_out_of_place", "2220D", "STC*F2", "STC01-1"),
    Damage("full", "A1:20:41*A0:16:40~", "A1:20:41*A9:16:40~", "invalid_category", "2200B", "STC*", "STC11-1"),
    Damage("full", "STC*A1:19:PR*20261124*WQ*450", "STC*A1:19:PR*20261124*U*450", "action_contradicts", "2200B", "STC*A1", "STC03"),
    Damage("full", "STC*A1:19:PR**WQ", "STC*A1:19:PR**U", "action_contradicts", "2200C", "STC*A1:19:PR**U", "STC03"),
    Damage("full", "STC*A2:20:PR*20261124*WQ", "STC*A3:20:PR*20261124*WQ", "action_contradicts", "2200D", "STC*A3", "STC03"),
    Damage("payer", "STC*A7:20*20261124*U", "STC*A1:20*20261124*U", "action_contradicts", "2220D", "STC*A1:20*20261124*U", "STC03"),
    Damage("full", "QTY*90*2~", "QTY*90*3~", "total_taken", "2200B", "QTY*90", "QTY02"),
    Damage("full", "QTY*AA*1~", "QTY*AA*2~", "total_refused", "2200B", "QTY*AA", "QTY02"),
    Damage("full", "AMT*YU*300~", "AMT*YU*301~", "amount_taken", "2200B", "AMT*YU", "AMT02"),
    Damage("full", "AMT*YY*150~", "AMT*YY*151~", "amount_refused", "2200B", "AMT*YY", "AMT02"),
    Damage("full", "QTY*QA*2~", "QTY*QA*3~", "total_taken", "2200C", "QTY*QA", "QTY02"),
    Damage("full", "QTY*QC*1~", "QTY*QC*2~", "total_refused", "2200C", "QTY*QC", "QTY02"),
    Damage("full", "AMT*YU*300~AMT*YY*150~HL*4", "AMT*YU*301~AMT*YY*150~HL*4", "amount_taken", "2200C", "AMT*YU*301", "AMT02"),
    Damage("full", "AMT*YY*150~HL*4", "AMT*YY*151~HL*4", "amount_refused", "2200C", "AMT*YY*151", "AMT02"),
    Damage("full 3", "TRN*1*B44~STC*A3:26:85**U*450~QTY*QC*3~AMT*YY*450~", "", "provider_answer_missing", "2000C", "HL*3"),
    Damage("full", "STC*A2:20:PR*", "STC*A8:448:PR*", "message_missing", "2200D", "STC*A8:448", "STC12"),
    Damage("full", "STC*A7:454:82*", "STC*A1:454:82*", "refused_line_accepted", "2220D", "STC*A1:454", "STC01-1"),
]  # fmt: skip

_SERVICE = "SVC*HC:99213*80*0*0510***1~STC*F2:88:82*20261124********F2:27:82*F2:89:82~REF*FJ*L1~DTP*472*D8*20261102~"
_DENIED = "STC*F2:27:QC*20261124**80*0*20261119****"

TWINS_277 = [
    *_level_twins("full", "19"),
    *_coded("full", [("2200D", "F1:65:PR", "2026"), ("2220D", "F1:65:82", "2026"), ("2200E", "F2:27:QC", "2026"), ("2220E", "F2:88:82", "2026")]),
    *_coded("full 2", [("2200B", "E0:24:41", "2026")]),
    *_coded("full 3", [("2200C", "E0:24:1P", "2026")]),
    Damage("full 3", "~SE*", "~HL*4*3*22*0~NM1*IL*1*ROE*ANN****MI*W5~SE*", "answer_missing", "2000D", "HL*4"),
    Damage("full", "*96*20261119**", "*96***", "decided_date_missing", "2200D", "STC*F1:65:PR", "STC06"),
    Damage("full", "*80*0*20261119****", "*80*0*****", "decided_date_missing", "2200E", "STC*F2:27", "STC06"),
    Damage("full", "**20261120*EFT", "***EFT", "payment_date_missing", "2200D", "STC*F1:65:PR", "STC08"),
    Damage("full", _DENIED, "STC*F1:27:QC*20261124**80*5*20261119***EFT*", "payment_date_missing", "2200E", "STC*F1:27", "STC08"),
    Damage("full", "*20261120*EFT0000077*", "*20261120**", "payment_number_missing", "2200D", "STC*F1:65:PR", "STC09"),
    Damage("full", _DENIED, "STC*F1:27:QC*20261124**80*5*20261119**20261120**", "payment_number_missing", "2200E", "STC*F1:27", "STC09"),
    Damage("full", "**150*96*", "***96*", "claim_amount_missing", "2200D", "STC*F1:65:PR", "STC04"),
    Damage("full", "**80*0*", "***0*", "claim_amount_missing", "2200E", "STC*F2:27", "STC04"),
    Damage("full", "REF*1K*ICN1~", "", "found_without_number", "2200D", "STC*F1:65:PR"),
    Damage("full", "REF*1K*ICN3~", "", "found_without_number", "2200E", "STC*F2:27"),
    Damage("full", "REF*EJ*PCN2~DTP*472*D8*20261103~", "REF*EJ*PCN2~", "found_without_date", "2200D", "STC*P1"),
    Damage("full", f"REF*D9*CH3~DTP*472*D8*20261102~{_SERVICE}", "REF*D9*CH3~", "found_without_date", "2200E", "STC*F2:27"),
]  # fmt: skip

_LINES = ("DTP*472*D8*20261102~SVC*HC:99214:25*150**0510***1~REF*FJ*L1~DTP*472*D8*20261102~", "DTP*472*RD8*20261102-20261104~SVC*HC:99213*80**0510***1~REF*FJ*L1~DTP*472*D8*20261102~")

TWINS_276 = [
    Damage("full", "TRN*1*T2~", "TRN*1*T1~", "trace_repeated", "2200E", "TRN*1*T1~", "TRN02", (), 2),
    *_level_twins("full", "19", "HL*5*3*22*", "2000D"),
    Damage("full", "DMG*D8*19800506*F~", "", "subscriber_birth_missing", "2000D", "HL*4"),
    Damage("full", "~SE*", "~HL*7*3*22*0~DMG*D8*19800506*F~NM1*IL*1*ROE*ANN****MI*W5~SE*", "claim_missing", "2000D", "HL*7"),
    Damage("full", _LINES[0], "", "service_date_missing", "2200D", "TRN*1*T1"),
    Damage("full", _LINES[1], "", "service_date_missing", "2200E", "TRN*1*T2"),
    Damage("full", "AMT*T3*150~", "", "claim_amount_missing", "2200D", "TRN*1*T1"),
    Damage("full", "AMT*T3*80~", "", "claim_amount_missing", "2200E", "TRN*1*T2"),
]  # fmt: skip

TWINS_270 = [
    Damage("full", "TRN*1*T2*", "TRN*1*T1*", "trace_repeated", "2000D", "TRN*1*T1*9877281234~", "TRN02"),
    *_level_twins("full", "22", "HL*4*2*22*", "2000C"),
    Damage("plan_and_procedure", "*DOE*ADA****MI*W123456789~DMG*D8*19800506*F~DTP", "*DOE*ADA~DTP", "person_not_identified", "2100C", "NM1*IL", "NM109"),
    Damage("full", "EQ*30^98~", "EQ*30^98*HC:99213~", "question_twice", "2110C", "EQ*30^98", "EQ02"),
    Damage("full", "EQ**HC:99213~", "EQ*98*HC:99213~", "question_twice", "2110D", "EQ*98", "EQ02"),
    Damage("full", "HI*ABK:E119*ABF:I10~", "", "diagnosis_pointer", "2110C", "EQ**HC:99214"),
    Damage("full", "HI*ABK:J45909~DTP*291*D8*20261102~EQ*30~", "DTP*291*D8*20261102~EQ*30****1~", "diagnosis_pointer", "2110D", "EQ*30****1"),
    Damage("full", "BHT*0022*13*", "BHT*0022*01*", "cancellation", "", "BHT*", "BHT06"),
    Damage("full", "~SE*", "~HL*6*2*22*0~NM1*IL*1*ROE*ANN****MI*W5~SE*", "question_missing", "2000C", "HL*6"),
    Damage("full", "AMT*R*50~", "", "spend_down_incomplete", "2110C", "AMT*PB"),
]  # fmt: skip


def _benefits(golden, letter, diagnoses):
    """Twins of the rules about benefits, of the subscriber (C) or the dependent (D)."""
    loop, party = f"2110{letter}", f"2120{letter}"
    return [
        Damage(golden, "LE*2120~EB*R", "EB*R", "loop_end_missing", loop, "LS*"),
        Damage(golden, "EB*L*IND~LS*2120~", "EB*L*IND~", "loop_start_missing", loop, "LE*"),
        Damage(golden, "EB*L*IND~LS*2120~", "EB*L*IND~", "loop_start_missing", party, "NM1*P3"),
        Damage(golden, diagnoses, "", "diagnosis_pointer", loop, "EB*D*IND"),
        Damage(golden, "****0.2*", "****20*", "percent_range", loop, "EB*A", "EB08"),
        Damage(golden, "EB*D*IND**C1", "EB*D*IND*98*C1", "service_and_procedure", loop, "EB*D*IND*98", "EB03"),
        Damage(golden, "****0.2*", "*****", "benefit_share_missing", loop, "EB*A", "EB08"),
        Damage(golden, "**23*1000*", "**23**", "benefit_amount_missing", loop, "EB*C", "EB07"),
        Damage(golden, "**23*1000*", "**23*1000*0.5", "amount_and_share", loop, "EB*C", "EB08"),
        Damage(golden, "**23*1000*", "**23**0.5", "share_unexpected", loop, "EB*C", "EB01"),
        Damage(golden, "EB*1*IND*30*C1*GOLD 500~", "EB*1*IND*30*C1*GOLD 500~EB*R*IND*35~", "other_payer_unnamed", loop, "EB*R*IND*35"),
        Damage(golden, "EB*1*IND*30*C1*GOLD 500~", "EB*1*IND*30*C1*GOLD 500~EB*L*IND*35~", "care_provider_unnamed", loop, "EB*L*IND*35"),
        Damage(golden, "EB*1*IND*30*C1*GOLD 500~", "EB*1*IND*30*C1*GOLD 500~EB*U*IND*35~", "contact_missing", loop, "EB*U*IND*35"),
        Damage(golden, "EB*C*", "EB*F*IND*35~EB*C*", "limit_missing", loop, "EB*F*IND*35", "EB07"),
    ]  # fmt: skip


TWINS_271 = [
    *_level_twins("full", "22"),
    *_benefits("full", "C", "HI*ABK:E119*ABF:I10~"),
    *_benefits("dependent", "D", "HI*ABK:J45909*ABF:J301~"),
    Damage("full", "PRV*PC*PXC*207Q00000X~DMG", "AAA*N**72*C~PRV*PC*PXC*207Q00000X~DMG", "refused_and_answered", "2100C", "AAA*N**72"),
    Damage("dependent", "PRV*PC*", "AAA*N**64*C~PRV*PC*", "refused_and_answered", "2100D", "AAA*N**64"),
    Damage("full", "~SE*", "~HL*6*2*22*0~NM1*IL*1*ROE*ANN****MI*W5~SE*", "answer_missing", "2000C", "HL*6"),
]  # fmt: skip
