"""What the guides ask of 270 and 271, in the notations of `payers.x12.guide` and `payers.x12.situations`. Source: X12 005010X279A1.

What a payer leaves out of an answer makes it harder to use, not wrong: those rules are warnings.
"""

# ruff: noqa: E501 (a table: a line is a row)

SERVICE_TYPES = "1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25,26,27,28,30,32,33,34,35,36,37,38,39,40,41,42,43,44,45,46,47,48,49,50,51,52,53,54,55,56,57,58,59,60,61,62,63,64,65,66,67,68,69,70,71,72,73,74,75,76,77,78,79,80,81,82,83,84,85,86,87,88,89,90,91,92,93,94,95,96,97,98,99,A0,A1,A2,A3,A4,A5,A6,A7,A8,A9,AA,AB,AC,AD,AE,AF,AG,AH,AI,AJ,AK,AL,AM,AN,AO,AQ,AR,B1,B2,B3,BA,BB,BC,BD,BE,BF,BG,BH,BI,BJ,BK,BL,BM,BN,BP,BQ,BR,BS,BT,BU,BV,BW,BX,BY,BZ,C1,CA,CB,CC,CD,CE,CF,CG,CH,CI,CJ,CK,CL,CM,CN,CO,CP,CQ,DG,DM,DS,GF,GN,GY,IC,MH,NI,ON,PT,PU,RN,RT,TC,TN,UC"
INSURANCE_TYPES = "12,13,14,15,16,41,42,43,47,AP,C1,CO,CP,D,DB,EP,FF,GP,HM,HN,HS,IN,IP,LC,LD,LI,LT,MA,MB,MC,MH,MI,MP,OT,PE,PL,PP,PR,PS,QM,RP,SP,TF,WC,WU"
PERIODS = "6,7,13,21,22,23,24,25,26,27,28,29,30,31,32,33,34,35,36"
QUANTITIES = "8H,99,CA,CE,D3,DB,DY,HS,LA,LE,M2,MN,P6,QA,S7,S8,VS,YY"
SUBSCRIBER_REFUSALS = "15,35,42,43,45,47,48,49,51,52,56,57,58,60,61,62,63,71,72,73,74,75,76,78"
DEPENDENT_REFUSALS = "15,35,42,43,45,47,48,49,51,52,56,57,58,60,61,62,63,64,65,66,67,68,71,77"
BENEFIT_REFUSALS = "15,33,52,53,54,55,56,57,60,61,62,63,69,70,98,AA,AE,AF,AG,AO,CI,E8,IA,MA"

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
          EQ R 1 - | S:{service_types} S(R:AD,CJ,HC,ID,IV,N4,ZZ R S S S S . .) S:FAM . S(R S S S)
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
            EQ R 1 - | S:{service_types} S(R:AD,CJ,HC,ID,IV,N4,ZZ R S S S S . .) . . S(R S S S)
            III S 1 - | R:ZZ R
            REF S 1 9F,G1
            DTP S 1 291 | R R:D8,RD8 R
SE R 1
""".replace("{service_types}", SERVICE_TYPES)

BENEFIT = """
EB R 1 - | R:1,2,3,4,5,6,7,8,A,B,C,CB,D,E,F,G,H,I,J,K,L,M,MC,N,O,P,Q,R,S,T,U,V,W,X,Y S:CHD,DEP,ECH,EMP,ESP,FAM,IND,SPC,SPO S:{services} S:{insurances} S S:{periods} S S S:{quantities} S S:N,U,Y S:N,U,W,Y S(R:AD,CJ,HC,ID,IV,N4,ZZ R S S S S . S) S(R S S S)
HSD S 9 - | S:DY,FL,HS,MN,VS S S:DA,MO,VS,WK,YR S S:{periods} S S S
REF S 9 18,1L,1W,49,6P,9F,ALS,CLI,F6,FO,G1,IG,M7,N6,NQ | R R S
DTP S 20 - | R R:D8,RD8 R
AAA S 9 - | R:N,Y . R:{refusals} R:C,N,R,W,X,Y
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
        AAA S 9 - | R:N,Y . R:{subscriber_refusals} R:C,N,R,S,W,X,Y
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
          AAA S 9 - | R:N,Y . R:{dependent_refusals} R:C,N,R,S,W,X,Y
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
    text = BENEFIT.format(
        loop2115=f"2115{letter}", loop2120=f"2120{letter}", services=SERVICE_TYPES, insurances=INSURANCE_TYPES, periods=PERIODS,
        quantities=QUANTITIES, refusals=BENEFIT_REFUSALS,
    )  # fmt: skip
    return "\n".join(" " * spaces + line for line in text.strip().splitlines())


GUIDE_271 = GUIDE_271.format(
    subscriber=_benefit(10, "C"), dependent=_benefit(12, "D"), subscriber_refusals=SUBSCRIBER_REFUSALS, dependent_refusals=DEPENDENT_REFUSALS
)

SITUATIONS_270 = """
question_twice            | 2110C,2110D | EQ     | EQ01 -> !EQ02 | A question is about service types or about one procedure, not both: ask two questions.
diagnosis_pointer         | 2110C,2110D | EQ     | EQ05 -> ^HI | The question points at a diagnosis, yet none is given with the person (HI): add it or leave the pointer out.
cancellation              | -     | BHT    | BHT02=01 -> BHT06=RT | A cancellation is for spend-down questions only and says so with RT: ask anew instead.
question_missing          | 2000C | HL*22  | HL04=0 -> +EQ | Nothing is asked about the subscriber, and there is no dependent: add a question (EQ).
?spend_down_incomplete    | 2110C | AMT*PB | -> +AMT*R | The amount billed for the spend-down is given without the spend-down itself (AMT R): add it.
"""

SITUATIONS_271 = """
loop_end_missing          | 2110C,2110D | LS     | -> +LE | The related parties begin (LS) and do not end (LE): the payer must close them; read on with care.
loop_start_missing        | 2110C,2110D | LE     | -> +LS | The related parties end (LE) without having begun (LS): the payer must open them.
loop_start_missing        | 2120C,2120D | NM1    | -> ^LS | A party related to the benefit stands outside LS and LE: the payer must put it between them.
diagnosis_pointer         | 2110C,2110D | EB     | EB14 -> ^HI | The benefit points at a diagnosis, yet none is given with the person (HI): ask which one is meant.
percent_range             | 2110C,2110D | EB     | EB08 -> EB08:share | A share is written from 0 to 1 (0.2 is 20 percent): ask the payer what is meant.
service_and_procedure     | 2110C,2110D | EB     | EB13 -> !EB03 | A benefit is about service types or about one procedure, not both: ask the payer which of them.
?benefit_share_missing    | 2110C,2110D | EB     | EB01=A -> EB08/EB07 | Coinsurance is named without its share: ask the payer, or read the message.
?benefit_amount_missing   | 2110C,2110D | EB     | EB01=B,C,G,J,Y -> EB07/EB08 | An amount is named (copayment, deductible, maximum) and not given: ask the payer, or read the message.
?amount_and_share         | 2110C,2110D | EB     | EB07 -> !EB08 | The benefit gives an amount and a share at once: ask the payer which of them holds.
?share_unexpected         | 2110C,2110D | EB     | EB08 -> EB01=A,B,J | A share belongs to coinsurance only: ask the payer what it means here.
?other_payer_unnamed      | 2110C,2110D | EB     | EB01=R -> +NM1 | Another payer is announced and not named: ask the patient or the payer who comes first.
?care_provider_unnamed    | 2110C,2110D | EB     | EB01=L -> +NM1 | A primary care provider is announced and not named: ask the payer who it is.
?contact_missing          | 2110C,2110D | EB     | EB01=U -> +NM1/+PER/+MSG | Somebody is to be asked for details and is not named: call the payer.
?limit_missing            | 2110C,2110D | EB     | EB01=F -> EB07/EB08/EB10/+HSD/+MSG/+III/+DTP | A limitation is named without saying which: call the payer.
?refused_and_answered     | 2100C | AAA    | AAA01=N -> !+EB | The question is refused and answered at once: use the benefits only after a call.
?refused_and_answered     | 2100D | AAA    | AAA01=N -> !+EB | The question is refused and answered at once: use the benefits only after a call.
?answer_missing           | 2000C | HL*22  | HL04=0 -> +EB/+AAA | Nothing is said about the subscriber, and there is no dependent: ask again.
"""
