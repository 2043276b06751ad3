"""What the guide asks of an 835, in the notation of `payers.x12.guide`. Source: X12 005010X221A1."""

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
