"""What the guide asks of an 837I, in the notation of `payers.x12.guide`. Source: X12 005010X223A2."""

# ruff: noqa: E501 (a table: a line is a row)

GUIDE = """
ST R 1 - | R:837 R R
BHT R 1 - | R:0019 R:00,18 R/30 R R R:31,CH,RP
@1000A R 1 submitter
  NM1 R 1 41 | R R:1,2 R S S . . R:46 R
  PER R 2 IC | R S R:EM,FX,TE R S:EM,EX,FX,TE S S:EM,EX,FX,TE S
@1000B R 1 receiver
  NM1 R 1 40 | R R:2 R . . . . R:46 R
@2000A R > billing provider level
  HL R 1 20 | R . R R:1
  PRV S 1 BI
  CUR S 1 85 | R R
  @2010AA R 1 billing provider
    NM1 R 1 85 | R R:2 R . . . . S:XX S
    N3 R 1
    N4 R 1
    REF R 1 EI
    PER S 2 IC | R S R:EM,FX,TE R S:EM,EX,FX,TE S S:EM,EX,FX,TE S
  @2010AB S 1 pay-to address
    NM1 R 1 87 | R R:2
    N3 R 1
    N4 R 1
  @2010AC S 1 pay-to plan
    NM1 R 1 PE | R R:2 R . . . . R:PI,XV R
    N3 R 1
    N4 R 1
    REF S 1 2U,FY,NF
    REF R 1 EI
  @2000B R > subscriber level
    HL R 1 22 | R R R R:0,1
    SBR R 1 - | R:A,B,C,D,E,F,G,H,P,S,T,U S:18 S S . . . . S:11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
    @2010BA R 1 subscriber
      NM1 R 1 IL | R R:1,2 R S S . S S:II,MI S
      N3 S 1
      N4 S 1
      DMG S 1
      REF S 1 SY
      REF S 1 Y4
    @2010BB R 1 payer
      NM1 R 1 PR | R R:2 R . . . . R:PI,XV R
      N3 S 1
      N4 S 1
      REF S 3 2U,EI,FY,NF
      REF S 1 G2,LU
    @2300 S 100 claim
{claim}
    @2000C S > patient level
      HL R 1 23 | R R R R:0
      PAT R 1 - | R:01,19,20,21,39,40,53,G8
      @2010CA R 1 patient
        NM1 R 1 QC | R R:1 R S S . S
        N3 R 1
        N4 R 1
        DMG R 1
        REF S 1 Y4
        REF S 1 1W,SY
      @2300 R 100 claim
{patient_claim}
SE R 1
"""

CLAIM = """
CLM R 1 - | R/38 R . . R(R/2 R:A R) . R:A,B,C R:N,W,Y R:I,Y . . . . . . . . . . S:1,2,3,4,5,6,7,8,9,10,11,15
DTP S 1 096 | R R:TM R
DTP R 1 434 | R R:RD8 R
DTP S 1 435 | R R:D8,DT R
DTP S 1 050 | R R:D8 R
CL1 R 1 - | S S R
PWK S 10 - | R:03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP R:AA,BM,EL,EM,FT,FX . . S:AC S
CN1 S 1 - | R:01,02,03,04,05,06,09 S S S S S
AMT S 1 F3
REF S 1 4N
REF S 1 9F
REF S 1 G1
REF S 1 F8
REF S 1 9A
REF S 1 9C
REF S 5 LX
REF S 1 D9
REF S 1 LU
REF S 1 EA
REF S 1 P4
REF S 1 G4
K3 S 10 -
NTE S 10 ALG,DCP,DGN,DME,MED,NTR,ODT,RHB,RLH,RNH,SET,SFM,SPT,UPI
NTE S 1 ADD
CRC S 1 ZZ | R R:N,Y R:AV,NU,S2,ST 2*S:AV,NU,S2,ST
HI R 1 ABK,BK | R(R:ABK,BK R . . . . . . S:N,U,W,Y)
HI S 1 ABJ,BJ | R(R:ABJ,BJ R . . . . . . .)
HI S 1 APR,PR | R(R:APR,PR R . . . . . . .) 2*S(R:APR,PR R . . . . . . .)
HI S 1 ABN,BN | R(R:ABN,BN R . . . . . . S:N,U,W,Y) 11*S(R:ABN,BN R . . . . . . S:N,U,W,Y)
HI S 1 DR | R(R:DR R . . . . . . .)
HI S 2 ABF,BF | R(R:ABF,BF R . . . . . . S:N,U,W,Y) 11*S(R:ABF,BF R . . . . . . S:N,U,W,Y)
HI S 1 BBR,BR,CAH | R(R:BBR,BR,CAH R R:D8 R . . . . .)
HI S 2 BBQ,BQ | R(R:BBQ,BQ R R:D8 R . . . . .) 11*S(R:BBQ,BQ R R:D8 R . . . . .)
HI S 2 BI | R(R:BI R R:RD8 R . . . . .) 11*S(R:BI R R:RD8 R . . . . .)
HI S 2 BH | R(R:BH R R:D8 R . . . . .) 11*S(R:BH R R:D8 R . . . . .)
HI S 2 BE | R(R:BE R . . R . . . .) 11*S(R:BE R . . R . . . .)
HI S 2 BG | R(R:BG R . . . . . . .) 11*S(R:BG R . . . . . . .)
HI S 2 TC | R(R:TC R . . . . . . .) 11*S(R:TC R . . . . . . .)
HCP S 1 - | R:00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 R S S S S S S . . S:DA,UN S S:T1,T2,T3,T4,T5,T6 S:1,2,3,4,5 S:1,2,3,4,5,6
@2310A S 1 attending provider
  NM1 R 1 71 | R R:1 R S S . S S:XX S
  PRV S 1 AT
  REF S 4 0B,1G,G2,LU
@2310B S 1 operating physician
  NM1 R 1 72 | R R:1 R S S . S S:XX S
  REF S 4 0B,1G,G2,LU
@2310C S 1 other operating physician
  NM1 R 1 ZZ | R R:1 R S S . S S:XX S
  REF S 4 0B,1G,G2,LU
@2310D S 1 rendering provider
  NM1 R 1 82 | R R:1 R S S . S S:XX S
  REF S 4 0B,1G,G2,LU
@2310E S 1 service facility
  NM1 R 1 77 | R R:2 R . . . . S:XX S
  N3 R 1
  N4 R 1
  REF S 3 0B,G2,LU
@2310F S 1 referring provider
  NM1 R 1 DN | R R:1 R S S . S S:XX S
  REF S 3 0B,1G,G2
@2320 S 10 other insurance
  SBR R 1 - | R:A,B,C,D,E,F,G,H,P,S,T,U R:01,18,19,20,21,39,40,53,G8 S S . . . . S:11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
  CAS S 5 -
  AMT S 1 D
  AMT S 1 EAF
  AMT S 1 A8
  OI R 1 - | . . R:N,W,Y . . R:I,Y
  MIA S 1 - | R . 22*S
  MOA S 1 - | 9*S
  @2330A R 1 other subscriber
    NM1 R 1 IL | R R:1,2 R S S . S R:II,MI R
    N3 S 1
    N4 S 1
    REF S 2 SY
  @2330B R 1 other payer
    NM1 R 1 PR | R R:2 R . . . . R:PI,XV R
    N3 S 1
    N4 S 1
    DTP S 1 573 | R R:D8 R
    REF S 2 2U,EI,FY,NF
    REF S 1 G1
    REF S 1 9F
    REF S 1 T4
    REF S 1 F8
  @2330C S 1 other payer's attending provider
    NM1 R 1 71 | R R:1
    REF R 4 0B,1G,G2,LU
  @2330D S 1 other payer's operating physician
    NM1 R 1 72 | R R:1
    REF R 4 0B,1G,G2,LU
  @2330E S 1 other payer's other operating physician
    NM1 R 1 ZZ | R R:1
    REF R 4 0B,1G,G2,LU
  @2330F S 1 other payer's service facility
    NM1 R 1 77 | R R:2
    REF R 3 0B,G2,LU
  @2330G S 1 other payer's rendering provider
    NM1 R 1 82 | R R:1
    REF R 4 0B,1G,G2,LU
  @2330H S 1 other payer's referring provider
    NM1 R 1 DN | R R:1
    REF R 3 0B,1G,G2
  @2330I S 1 other payer's billing provider
    NM1 R 1 85 | R R:2
    REF R 2 G2,LU
@2400 R 999 service line
  LX R 1 -
  SV2 R 1 - | R S(R:ER,HC,HP,IV,WK R S S S S S .) R R:DA,UN R . S
  PWK S 10 - | R:03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP R:AA,BM,EL,EM,FT,FX . . S:AC S
  DTP S 1 472 | R R:D8,RD8 R
  REF S 1 6R
  REF S 1 9B
  REF S 1 9D
  AMT S 1 GT
  AMT S 1 N8
  NTE S 1 TPO
  HCP S 1 - | R:00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 R S S S S S S S:ER,HC,HP,IV,WK S S:DA,UN S S:T1,T2,T3,T4,T5,T6 S:1,2,3,4,5 S:1,2,3,4,5,6
  @2410 S 1 drug
    LIN R 1 - | . R:N4 R
    CTP R 1 - | . . . R R(R:F2,GR,ME,ML,UN)
    REF S 1 VY,XZ
  @2420A S 1 operating physician of the line
    NM1 R 1 72 | R R:1 R S S . S S:XX S
    REF S 20 0B,1G,G2,LU | R R . S(R:2U R)
  @2420B S 1 other operating physician of the line
    NM1 R 1 ZZ | R R:1 R S S . S S:XX S
    REF S 20 0B,1G,G2,LU | R R . S(R:2U R)
  @2420C S 1 rendering provider of the line
    NM1 R 1 82 | R R:1 R S S . S S:XX S
    REF S 20 0B,1G,G2,LU | R R . S(R:2U R)
  @2420D S 1 referring provider of the line
    NM1 R 1 DN | R R:1 R S S . S S:XX S
    REF S 20 0B,1G,G2 | R R . S(R:2U R)
  @2430 S 15 line decided by an earlier payer
    SVD R 1 - | R R S(R:ER,HC,HP,IV,WK R S S S S S .) R R S
    CAS S 5 -
    DTP R 1 573 | R R:D8 R
    AMT S 1 EAF
"""


def _under(spaces):
    return "\n".join(" " * spaces + line for line in CLAIM.strip().splitlines())


GUIDE = GUIDE.format(claim=_under(6), patient_claim=_under(8))
