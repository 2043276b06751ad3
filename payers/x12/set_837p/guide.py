"""What the guide asks of an 837P, in the notation of `payers.x12.guide`. Source: X12 005010X222A1."""

# ruff: noqa: E501 (a table: a line is a row)

GUIDE = """
ST R 1 | R:837 R R
BHT R 1 | R:0019 R:00,18 R/30 R R R:31,CH,RP
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
    NM1 R 1 85 | R R:1,2 R S S . S S:XX S
    N3 R 1
    N4 R 1
    REF R 1 EI,SY
    REF S 2 0B,1G
    PER S 2 IC | R S R:EM,FX,TE R S:EM,EX,FX,TE S S:EM,EX,FX,TE S
  @2010AB S 1 pay-to address
    NM1 R 1 87 | R R:1,2
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
    SBR R 1 - | R:A,B,C,D,E,F,G,H,P,S,T,U S:18 S S S:12,13,14,15,16,41,42,43,47 . . . S:11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
    PAT S 1 - | . . . . S:D8 S S:01 S S:Y
    @2010BA R 1 subscriber
      NM1 R 1 IL | R R:1,2 R S S . S S:II,MI S
      N3 S 1
      N4 S 1
      DMG S 1
      REF S 1 SY
      REF S 1 Y4
      PER S 1 IC | R S R:TE R S:EX S
    @2010BB R 1 payer
      NM1 R 1 PR | R R:2 R . . . . R:PI,XV R
      N3 S 1
      N4 S 1
      REF S 3 2U,EI,FY,NF
      REF S 2 G2,LU
    @2300 S 100 claim
{claim}
    @2000C S > patient level
      HL R 1 23 | R R R R:0
      PAT R 1 - | R:01,19,20,21,39,40,53,G8 . . . S:D8 S S:01 S S:Y
      @2010CA R 1 patient
        NM1 R 1 QC | R R:1 R S S . S
        N3 R 1
        N4 R 1
        DMG R 1
        REF S 1 Y4
        REF S 1 1W,SY
        PER S 1 IC | R S R:TE R S:EX S
      @2300 R 100 claim
{patient_claim}
SE R 1
"""

CLAIM = """
CLM R 1 - | R/38 R . . R(R/2 R:B R) R:N,Y R:A,B,C R:N,W,Y R:I,Y S:P S(R:AA,EM,OA S:AA,EM,OA . S S) S:02,03,05,09 . . . . . . . S:1,2,3,4,5,6,7,8,9,10,11,15
DTP S 1 431 | R R:D8 R
DTP S 1 454 | R R:D8 R
DTP S 1 304 | R R:D8 R
DTP S 1 453 | R R:D8 R
DTP S 1 439 | R R:D8 R
DTP S 1 484 | R R:D8 R
DTP S 1 455 | R R:D8 R
DTP S 1 471 | R R:D8 R
DTP S 1 314,360,361 | R R:D8,RD8 R
DTP S 1 297 | R R:D8 R
DTP S 1 296 | R R:D8 R
DTP S 1 435 | R R:D8 R
DTP S 1 096 | R R:D8 R
DTP S 2 090,091 | R R:D8 R
DTP S 1 444 | R R:D8 R
DTP S 1 050 | R R:D8 R
PWK S 10 - | R:03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP R:AA,BM,EL,EM,FT,FX . . S:AC S
CN1 S 1 - | R:01,02,03,04,05,06,09 S S S S S
AMT S 1 F5
REF S 1 4N
REF S 1 F5
REF S 1 EW
REF S 1 9F
REF S 1 G1
REF S 1 F8
REF S 1 X4
REF S 1 9A
REF S 1 9C
REF S 1 LX
REF S 1 D9
REF S 1 EA
REF S 1 P4
REF S 1 1J
K3 S 10 -
NTE S 1 ADD,CER,DCP,DGN,TPO
CR1 S 1 - | S:LB S . R:A,B,C,D,E R:DH R . . S S
CR2 S 1 - | . . . . . . . R:A,C,D,E,F,G,M . S S
CRC S 3 07 | R R:N,Y R:01,04,05,06,07,08,09,12 4*S:01,04,05,06,07,08,09,12
CRC S 3 E1,E2,E3 | R R:N,Y R:L1,L2,L3,L4,L5 4*S:L1,L2,L3,L4,L5
CRC S 1 75 | R R:Y R:IH
CRC S 1 ZZ | R R:N,Y R:AV,NU,S2,ST 2*S:AV,NU,S2,ST
HI R 1 ABK,BK | R(R:ABK,BK R . . . . . . .) 11*S(R:ABF,BF R . . . . . . .)
HI S 1 BP | R(R:BP R . . . . . . .) S(R:BO R . . . . . . .)
HI S 2 BG | R(R:BG R . . . . . . .) 11*S(R:BG R . . . . . . .)
HCP S 1 - | R:00,01,02,03,04,05,07,08,09,10,11,12,13,14 R S S S S S . . . . . S:T1,T2,T3,T4,T5,T6 S:1,2,3,4,5 S:1,2,3,4,5,6
@2310A S 2 referring provider
  NM1 R 1 DN,P3 | R R:1 R S S . S S:XX S
  REF S 3 0B,1G,G2
@2310B S 1 rendering provider
  NM1 R 1 82 | R R:1,2 R S S . S S:XX S
  PRV S 1 PE
  REF S 4 0B,1G,G2,LU
@2310C S 1 service facility
  NM1 R 1 77 | R R:2 R . . . . S:XX S
  N3 R 1
  N4 R 1
  REF S 3 0B,G2,LU
  PER S 1 IC | R S R:TE R S:EX S
@2310D S 1 supervising provider
  NM1 R 1 DQ | R R:1 R S S . S S:XX S
  REF S 4 0B,1G,G2,LU
@2310E S 1 ambulance pick-up
  NM1 R 1 PW | R R:2
  N3 R 1
  N4 R 1
@2310F S 1 ambulance drop-off
  NM1 R 1 45 | R R:2 S
  N3 R 1
  N4 R 1
@2320 S 10 other insurance
  SBR R 1 - | R:A,B,C,D,E,F,G,H,P,S,T,U R:01,18,19,20,21,39,40,53,G8 S S S:12,13,14,15,16,41,42,43,47 . . . S:11,12,13,14,15,16,17,AM,BL,CH,CI,DS,FI,HM,LM,MA,MB,MC,OF,TV,VA,WC,ZZ
  CAS S 5 -
  AMT S 1 D
  AMT S 1 A8
  AMT S 1 EAF
  OI R 1 - | . . R:N,W,Y S:P . R:I,Y
  MOA S 1 - | S S S S S S S S S
  @2330A R 1 other subscriber
    NM1 R 1 IL | R R:1,2 R S S . S R:II,MI R
    N3 S 1
    N4 S 1
    REF S 1 SY
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
  @2330C S 2 other payer's referring provider
    NM1 R 1 DN,P3 | R R:1
    REF R 3 0B,1G,G2
  @2330D S 1 other payer's rendering provider
    NM1 R 1 82 | R R:1,2
    REF R 3 0B,1G,G2,LU
  @2330E S 1 other payer's service facility
    NM1 R 1 77 | R R:2
    REF R 3 0B,G2,LU
  @2330F S 1 other payer's supervising provider
    NM1 R 1 DQ | R R:1
    REF R 3 0B,1G,G2,LU
  @2330G S 1 other payer's billing provider
    NM1 R 1 85 | R R:1,2
    REF R 2 G2,LU
@2400 R 50 service line
  LX R 1 -
  SV1 R 1 - | R(R:ER,HC,IV,WK R S S S S S .) R R:MJ,UN R/8 S/2 . R(R S S S) . S:Y . S:Y S:Y . . S:0
  SV5 S 1 - | R(R:HC R) R:DA R R R R:1,4,6
  PWK S 10 - | R:03,04,05,06,07,08,09,10,11,13,15,21,A3,A4,AM,AS,B2,B3,B4,BR,BS,BT,CB,CK,CT,D2,DA,DB,DG,DJ,DS,EB,HC,HR,I5,IR,LA,M1,MT,NN,OB,OC,OD,OE,OX,OZ,P4,P5,PE,PN,PO,PQ,PY,PZ,RB,RR,RT,RX,SG,V5,XP R:AA,AB,AD,AF,AG,BM,EL,EM,FT,FX,NS . . S:AC S
  CR1 S 1 - | S:LB S . R:A,B,C,D,E R:DH R . . S S
  CR3 S 1 - | R:I,R,S R:MO R
  CRC S 3 07 | R R:N,Y R:01,04,05,06,07,08,09,12 4*S:01,04,05,06,07,08,09,12
  CRC S 1 70 | R R:N,Y R:65
  CRC S 1 09 | R R:N,Y R:38,ZV S:38,ZV
  DTP R 1 472 | R R:D8,RD8 R
  DTP S 1 471 | R R:D8 R
  DTP S 1 607 | R R:D8 R
  DTP S 1 463 | R R:D8 R
  DTP S 1 461 | R R:D8 R
  DTP S 1 304 | R R:D8 R
  DTP S 2 738,739 | R R:D8 R
  DTP S 1 011 | R R:D8 R
  DTP S 1 455 | R R:D8 R
  DTP S 1 454 | R R:D8 R
  QTY S 1 PT
  QTY S 1 FL
  MEA S 5 OG,TR | R R:HT,R1,R2,R3,R4 R
  CN1 S 1 - | R:01,02,03,04,05,06,09 S S S S S
  REF S 1 9B
  REF S 1 9D
  REF S 5 G1 | R R . S(R:2U R)
  REF S 1 6R
  REF S 1 EW
  REF S 1 X4
  REF S 1 F4
  REF S 1 BT
  REF S 5 9F | R R . S(R:2U R)
  AMT S 1 T
  AMT S 1 F4
  K3 S 10 -
  NTE S 1 ADD,DCP
  NTE S 1 TPO
  PS1 S 1 - | R R
  HCP S 1 - | R:00,01,02,03,04,05,06,07,08,09,10,11,12,13,14 R S S S S S . S:ER,HC,IV,WK S S:MJ,UN S S:T1,T2,T3,T4,T5,T6 S:1,2,3,4,5 S:1,2,3,4,5,6
  @2410 S 1 drug
    LIN R 1 - | . R:EN,EO,HI,N4,ON,UK,UP R
    CTP R 1 - | . . . R R(R:F2,GR,ME,ML,UN)
    REF S 1 VY,XZ
  @2420A S 1 rendering provider of the line
    NM1 R 1 82 | R R:1,2 R S S . S S:XX S
    PRV S 1 PE
    REF S 20 0B,1G,G2,LU | R R . S(R:2U R)
  @2420B S 1 purchased service provider
    NM1 R 1 QB | R R:1,2 . . . . . S:XX S
    REF S 20 0B,1G,G2 | R R . S(R:2U R)
  @2420C S 1 service facility of the line
    NM1 R 1 77 | R R:2 R . . . . S:XX S
    N3 R 1
    N4 R 1
    REF S 3 G2,LU | R R . S(R:2U R)
  @2420D S 1 supervising provider of the line
    NM1 R 1 DQ | R R:1 R S S . S S:XX S
    REF S 20 0B,1G,G2,LU | R R . S(R:2U R)
  @2420E S 1 ordering provider
    NM1 R 1 DK | R R:1 R S S . S S:XX S
    N3 S 1
    N4 S 1
    REF S 20 0B,1G,G2 | R R . S(R:2U R)
    PER S 1 IC | R S R:EM,FX,TE R S:EM,EX,FX,TE S S:EM,EX,FX,TE S
  @2420F S 2 referring provider of the line
    NM1 R 1 DN,P3 | R R:1 R S S . S S:XX S
    REF S 20 0B,1G,G2 | R R . S(R:2U R)
  @2420G S 1 ambulance pick-up of the line
    NM1 R 1 PW | R R:2
    N3 R 1
    N4 R 1
  @2420H S 1 ambulance drop-off of the line
    NM1 R 1 45 | R R:2 S
    N3 R 1
    N4 R 1
  @2430 S 15 line decided by an earlier payer
    SVD R 1 - | R R R(R:ER,HC,IV,WK R S S S S S .) . R S
    CAS S 5 -
    DTP R 1 573 | R R:D8 R
    AMT S 1 EAF
  @2440 S > form
    LQ R 1 AS,UT
    FRM R 99 - | R S:N,W,Y S S S
"""


def _under(spaces):
    return "\n".join(" " * spaces + line for line in CLAIM.strip().splitlines())


GUIDE = GUIDE.format(claim=_under(6), patient_claim=_under(8))
