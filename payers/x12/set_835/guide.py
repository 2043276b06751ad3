"""What the guide asks of an 835, in the notations of `payers.x12.guide` and `payers.x12.situations`. Source: X12 005010X221A1.

The situations that only make a remittance hard to post are warnings: payers do send them.
"""

# ruff: noqa: E501 (a table: a line is a row)

GUIDE = """
ST R 1 - | R:835 R
BPR R 1 - | R:C,D,H,I,P,U,X R R:C,D R:ACH,BOP,CHK,FWT,NON S:CCP,CTX S:01,04 S S:DA S S S S:01,04 S S:DA,SG S R
TRN R 1 - | R:1 R R S
CUR S 1 PR | R R S
REF S 1 EV
REF S 1 F2
DTM S 1 405
@1000A R 1 payer
  N1 R 1 PR | R R S:XV S
  N3 R 1
  N4 R 1
  REF S 4 2U,EO,HI,NF
  PER S 1 CX | R S S:EM,FX,TE S S:EM,EX,FX,TE S S:EX S
  PER R > BL | R S S:EM,TE,UR S S:EM,EX,FX,TE,UR S S:EM,EX,FX,UR S
  PER S 1 IC | R . R:UR R
@1000B R 1 payee
  N1 R 1 PE | R R R:FI,XV,XX R
  N3 S 1
  N4 S 1
  REF S > 0B,D3,PQ,TJ
  RDM S 1 - | R:BM,EM,FT,OL S S
@2000 S > group of claims
  LX R 1 -
  TS3 S 1 - | R R R R R . . . . . . . S . S . S S . S S S S S
  TS2 S 1 - | 19*S
  @2100 R > claim payment
    CLP R 1 - | R R:1,19,2,20,21,22,23,25,3,4 R R S R:12,13,14,15,16,17,AM,CH,DS,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ R S S . S S S
    CAS S 99 - | R:CO,OA,PI,PR R R 16*S
    NM1 R 1 QC | R R:1 S S S . S S:34,HN,II,MI,MR S
    NM1 S 1 IL | R R:1,2 S S S . S R:FI,II,MI R
    NM1 S 1 74 | R R:1,2 S S S . S S:C S
    NM1 S 1 82 | R R:1,2 S S S . S R:BD,BS,FI,MC,PC,SL,UP,XX R
    NM1 S 1 TT | R R:2 R . . . . R:AD,FI,NI,PI,PP,XV R
    NM1 S 1 PR | R R:2 R . . . . R:AD,FI,NI,PI,PP,XV R
    NM1 S 1 GB | R R:1,2 S S S . S S:FI,II,MI S
    MIA S 1 - | R S S S S S S S S S S S S S S S S S S S S S S S
    MOA S 1 - | S S S S S S S S S
    REF S 5 1L,1W,28,6P,9A,9C,BB,CE,EA,F8,G1,G3,IG,SY
    REF S 10 0B,1A,1B,1C,1D,1G,1H,1J,D3,G2,LU
    DTM S 2 232,233
    DTM S 1 036
    DTM S 1 050
    PER S 2 CX | R S R:EM,FX,TE R S:EM,EX,FX,TE S S:EX S
    AMT S 13 AU,D8,DY,F5,I,NL,T,T2,ZK,ZL,ZM,ZN,ZO
    QTY S 14 CA,CD,LA,LE,NE,NR,OU,PS,VS,ZK,ZL,ZM,ZN,ZO
    @2110 S 999 service payment
      SVC R 1 - | R(R:AD,ER,HC,HP,IV,N4,N6,NU,UI,WK R S S S S . .) R R S S S(R:AD,ER,HC,HP,IV,N4,NU,WK R S S S S S .) S
      DTM S 2 150,151,472
      CAS S 99 - | R:CO,OA,PI,PR R R 16*S
      REF S 8 1S,APC,BB,E9,G1,G3,LU,RB
      REF S 1 6R
      REF S 10 0B,1A,1B,1C,1D,1G,1H,1J,D3,G2,HPI,SY,TJ
      REF S 5 0K
      AMT S 9 B6,KH,T,T2,ZK,ZL,ZM,ZN,ZO
      QTY S 6 ZK,ZL,ZM,ZN,ZO
      LQ S 99 HE,RX
PLB S > - | R R R(R:50,51,72,90,AH,AM,AP,B2,B3,BD,BN,C5,CR,CS,CT,CV,CW,DM,E3,FB,FC,GO,HM,IP,IR,IS,J1,L3,L6,LE,LS,OA,OB,PI,PL,RA,RE,SL,TL,WO,WU S) R S(R S) S S(R S) S S(R S) S S(R S) S S(R S) S
SE R 1
"""

SITUATIONS = """
bank_missing              | -     | BPR    | BPR04=ACH,BOP,FWT -> BPR06 BPR07 BPR08 BPR09 BPR10 BPR12 BPR13 BPR14 BPR15 | The money goes from bank to bank, yet an account is missing: without it the payment cannot be found at the bank; ask the payer.
payment_format_missing    | -     | BPR    | BPR04=ACH -> BPR05 | The format of the transfer (CCP or CTX) is missing: ask the payer which one carries the trace number.
?bank_unexpected          | -     | BPR    | BPR04=CHK,NON -> !BPR06 !BPR07 !BPR12 !BPR13 | No money goes from bank to bank by this way of payment, yet a bank is named: look for a transfer before waiting for a check.
payment_without_money     | -     | BPR    | !BPR02:zero -> !BPR04=NON | The way of payment says that no money moves, yet there is an amount: ask the payer.
?money_without_payment    | -     | BPR    | BPR02:zero !BPR01=H -> !BPR04=ACH,CHK,FWT | The amount is zero, yet the way of payment names a check or transfer: expect none.
?information_with_money   | -     | BPR    | BPR01=H -> BPR02:zero | It is for information only, yet there is an amount: ask the payer whether money comes.
negative_payment          | -     | BPR    | BPR02:negative -> !BPR02:negative | The payment is negative: what is owed to the payer belongs into a forward balance (PLB FB).
?payee_tax_id_missing     | 1000B | N1*PE  | N103=XX -> +REF*TJ | The payee is named by its NPI only: its tax id (REF TJ) belongs beside it; compare the payee by NPI.
delivery_name_missing     | 1000B | RDM    | RDM01=BM -> RDM02 | The remittance goes by mail, yet nobody is named to receive it: ask the payer to add the name.
delivery_address_missing  | 1000B | RDM    | RDM01=EM,FT,OL -> RDM03 | The remittance goes by wire, yet no address is given: ask the payer to add it.
summary_incomplete        | 2000  | TS2    | -> +TS3 | The supplemental summary stands without the summary it belongs to: ask the payer for the TS3.
?crossover_missing        | 2100  | CLP    | CLP02=19,20,21,23 -> +NM1*TT | The claim was sent on to another payer, who is not named (NM1 TT): find out who has it before billing anybody.
?crossover_unexpected     | 2100  | CLP    | +NM1*TT -> CLP02=19,20,21,22,23 | A payer is named to whom the claim was sent on, but the status does not say so: find out before billing the next payer.
reversal_sign             | 2100  | CLP    | CLP02=22 -> !CLP04:positive !CLP03:positive | A reversal (status 22) repeats the earlier amounts with a minus; these are positive: ask the payer for a correction.
?reversal_responsibility  | 2100  | CLP    | CLP02=22 -> !CLP05/CLP05:zero/CLP05:negative | A reversal (status 22) asks nothing of the patient, yet an amount stands here: go by the corrected claim.
negative_charge           | 2100  | CLP    | !CLP02=22 -> !CLP03:negative | The charge is negative, but the status is not 22 (reversal): a person must look at it.
?negative_paid            | 2100  | CLP    | !CLP02=22 -> !CLP04:negative | The claim is paid less than nothing without being a reversal (22): a person must look at it.
?paid_without_decision    | 2100  | CLP    | CLP02=4,23,25 -> !CLP04:positive | The status says that this payer pays nothing (denied, sent on, or only an estimate), yet an amount is paid: ask the payer.
drg_missing               | 2100  | CLP    | CLP12 -> CLP11 | A weight is given for a DRG that is not named: ask the payer for the code.
?decision_twice           | 2100  | MIA    | -> !+MOA | The claim is decided as inpatient and as outpatient at once (MIA and MOA): take the remarks of both.
?claim_period             | 2100  | CLP    | +DTM*233 -> +DTM*232 | The claim's last day is given without its first: take the dates of the lines.
?other_subscriber_payer   | 2100  | NM1*GB | -> +NM1*PR | Another insured is named without the payer who comes first (NM1 PR): ask which plan it is before billing it.
service_date_missing      | 2110  | SVC    | -> +DTM*472,150,151/^DTM*232 | Neither the line nor its claim has a date of service: it can only be matched by hand.
service_period            | 2110  | SVC    | +DTM*150 -> +DTM*151 | The first day of the service is given without the last: the payer must send both or one date.
service_period            | 2110  | SVC    | +DTM*151 -> +DTM*150 | The last day of the service is given without the first: the payer must send both or one date.
?service_date_twice       | 2110  | SVC    | +DTM*472 -> !+DTM*150,151 | The line has one date and a period at once: match it by its control number.
?submitted_units          | 2110  | SVC    | SVC07 -> SVC05 | The units billed are given without the units paid: take one unit as paid, and compare the amounts.
"""
