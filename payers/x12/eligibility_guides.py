"""What the guides ask of 270 and 271, in the notation of `payers.x12.guide`. Source: X12 005010X279A1."""

# ruff: noqa: E501 (a table: a line is a row)

GUIDE_270 = """
ST R 1 - | R:270 R R:005010X279A1
BHT R 1 - | R:0022 R:01,13 S R R S:RT
@2000A R > payer
  HL R 1 20 | R . R R:1
  @2100A R 1 payer's name
    NM1 R 1 2B,36,GP,P5,PR | R R:1,2 S S S . S R:24,46,FI,NI,PI,XV,XX R
  @2000B R > receiver
    HL R 1 21 | R R R R:1
    @2100B R 1 receiver's name
      NM1 R 1 1P,2B,36,80,FA,GP,P5,PR | R R:1,2 S S S . S R:24,34,FI,PI,PP,SV,XV,XX R
      REF S 9 0B,1C,1D,1J,4A,CT,EL,EO,G2,HPI,JD,N5,N7,Q4,SY,TJ | R R S
      N3 S 1
      N4 S 1
      PRV S 1 AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SK,SU | R R:PXC R
    @2000C R > subscriber
      HL R 1 22 | R R R R:0,1
      TRN S 2 - | R:1 R R S
      @2100C R 1 subscriber's name
        NM1 R 1 IL | R R:1,2 S S S . S S:II,MI S
        REF S 9 18,1L,1W,3H,6P,CT,EA,EJ,F6,GH,HJ,IF,IG,ML,MRC,N6,NQ,SY,Y4
        N3 S 1
        N4 S 1
        PRV S 1 AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SK,SU | R S S
        DMG S 1 - | S:D8 S S:F,M
        INS S 1 - | R:Y R:18 . . . . . . . . . . . . . . S
        HI S 1 ABF,ABK,BF,BK | R(R R) 7*S(R R)
        DTP S 2 102,291 | R R:D8,RD8 R
        @2110C S 99 subscriber's question
          EQ R 1 - | S S(R:AD,CJ,HC,ID,IV,N4,ZZ R S S S S . .) S:FAM . S(R S S S)
          AMT S 1 R
          AMT S 1 PB
          III S 1 - | R:ZZ R
          REF S 1 9F,G1
          DTP S 1 291 | R R:D8,RD8 R
      @2000D S > dependent
        HL R 1 23 | R R R R:0
        TRN S 2 - | R:1 R R S
        @2100D R 1 dependent's name
          NM1 R 1 03 | R R:1 S S S . S
          REF S 9 18,1L,6P,CT,EA,EJ,F6,GH,HJ,IF,IG,MRC,N6,SY,Y4
          N3 S 1
          N4 S 1
          PRV S 1 AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SK,SU | R S S
          DMG S 1 - | S:D8 S S:F,M
          INS S 1 - | R:N R:01,19,34 . . . . . . . . . . . . . . S
          HI S 1 ABF,ABK,BF,BK | R(R R) 7*S(R R)
          DTP S 2 102,291 | R R:D8,RD8 R
          @2110D R 99 dependent's question
            EQ R 1 - | S S(R:AD,CJ,HC,ID,IV,N4,ZZ R S S S S . .) . . S(R S S S)
            III S 1 - | R:ZZ R
            REF S 1 9F,G1
            DTP S 1 291 | R R:D8,RD8 R
SE R 1
"""

BENEFIT = """
EB R 1 - | R:1,2,3,4,5,6,7,8,A,B,C,CB,D,E,F,G,H,I,J,K,L,M,MC,N,O,P,Q,R,S,T,U,V,W,X,Y S:CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO S S S S S S S S S:N,U,Y S:N,U,W,Y S(R:AD,CJ,HC,ID,IV,N4,ZZ R S S S S . S) S(R S S S)
HSD S 9 - | S S S:DA,MO,VS,WK,YR S S S S S
REF S 9 18,1L,1W,49,6P,9F,ALS,CLI,F6,FO,G1,IG,M7,N6,NQ | R R S
DTP S 20 - | R R:D8,RD8 R
AAA S 9 - | R:N,Y . R S:C,N,R,W,X,Y
MSG S 10 -
@{loop2115} S 10 more about the benefit
  III R 1 - | S:GR,NI,ZZ S S:44 S
LS S 1 2120
@{loop2120} S 23 party related to the benefit
  NM1 R 1 1I,1P,2B,36,73,FA,GP,GW,I3,IL,LR,OC,P3,P4,P5,PR,PRP,SEP,TTP,VER,VN,VY,X3,Y2 | R R:1,2 S S S . S S S S
  N3 S 1
  N4 S 1
  PER S 3 IC | R S S S S S S S
  PRV S 1 AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU | R S S
LE S 1 2120
"""

GUIDE_271 = """
ST R 1 - | R:271 R R:005010X279A1
BHT R 1 - | R:0022 R:06,11 S R R
@2000A R > payer
  HL R 1 20 | R . R R:0,1
  AAA S 9 - | R:N,Y . R:04,41,42,79 R:C,N,P,R,S,W,X,Y
  @2100A R 1 payer's name
    NM1 R 1 2B,36,GP,P5,PR | R R:1,2 S S S . S R:24,46,FI,NI,PI,XV,XX R
    PER S 3 IC | R S S S S S S S
    AAA S 9 - | R:N,Y . R:04,41,42,79,80,T4 R:C,N,P,R,S,W,X,Y
  @2000B S > receiver
    HL R 1 21 | R R R R:0,1
    @2100B R 1 receiver's name
      NM1 R 1 1P,2B,36,80,FA,GP,P5,PR | R R:1,2 S S S . S R:24,34,FI,PI,PP,SV,XV,XX R
      REF S 9 0B,1C,1D,1J,4A,CT,EL,EO,G2,HPI,JD,N5,N7,Q4,SY,TJ | R R S
      N3 S 1
      N4 S 1
      AAA S 9 - | R:N,Y . R:15,41,43,44,45,46,47,48,50,51,79,97,T4 R:C,N,R,S,W,X,Y
      PRV S 1 AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU | R S S
    @2000C S > subscriber
      HL R 1 22 | R R R R:0,1
      TRN S 3 - | R:1,2 R R S
      @2100C R 1 subscriber's name
        NM1 R 1 IL | R R:1,2 S S S . S S:II,MI S
        REF S 9 18,1L,1W,3H,49,6P,CE,CT,EA,EJ,F6,GH,HJ,IF,IG,ML,MRC,N6,NQ,Q4,SY,Y4 | R R S
        N3 S 1
        N4 S 1
        AAA S 9 - | R:N,Y . R R:C,N,R,S,W,X,Y
        PRV S 1 AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU | R S S
        DMG S 1 - | S:D8 S S:F,M,U
        INS S 1 - | R:Y R:18 S:001 S:25 . . . . . . . . . . . . S
        HI S 1 ABF,ABK,BF,BK | R(R R) 7*S(R R)
        DTP S 9 - | R R:D8,RD8 R
        MPI S 1 - | R R R S S S S
        @2110C S > subscriber's benefit
{subscriber}
      @2000D S > dependent
        HL R 1 23 | R R R R:0
        TRN S 3 - | R:1,2 R R S
        @2100D R 1 dependent's name
          NM1 R 1 03 | R R:1 S S S . S S:II,MI S
          REF S 9 18,1L,1W,49,6P,CE,CT,EA,EJ,F6,GH,HJ,IF,IG,MRC,N6,NQ,Q4,SY,Y4 | R R S
          N3 S 1
          N4 S 1
          AAA S 9 - | R:N,Y . R R:C,N,R,S,W,X,Y
          PRV S 1 AD,AT,BI,CO,CV,H,HH,LA,OT,P1,P2,PC,PE,R,RF,SB,SK,SU | R S S
          DMG S 1 - | S:D8 S S:F,M,U
          INS S 1 - | R:N R:01,19,20,21,34,39,40,53,G8 S:001 S:25 . . . . . . . . . . . . S
          HI S 1 ABF,ABK,BF,BK | R(R R) 7*S(R R)
          DTP S 9 - | R R:D8,RD8 R
          MPI S 1 - | R R R S S S S
          @2110D S > dependent's benefit
{dependent}
SE R 1
"""


def _benefit(spaces, letter):
    text = BENEFIT.format(loop2115=f"2115{letter}", loop2120=f"2120{letter}")
    return "\n".join(" " * spaces + line for line in text.strip().splitlines())


GUIDE_271 = GUIDE_271.format(subscriber=_benefit(10, "C"), dependent=_benefit(12, "D"))
