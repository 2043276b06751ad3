"""What the guide asks of a 999, in the notation of `payers.x12.guide`. Source: X12 005010X231A1."""

GUIDE = """
ST R 1 - | R:999 R R
AK1 R 1 - | R R R
@2000 S > answer to a transaction
  AK2 R 1 - | R R S
  @2100 S > segment in error
    IK3 R 1 - | R R S R:1,2,3,4,5,6,7,8,I4,I6,I7,I8,I9
    CTX S 10 - | R(R S) S S S S(S S S) S(S S S)
    @2110 S > element in error
      IK4 R 1 - | R(R S S) S R:1,10,12,13,2,3,4,5,6,7,8,9,I10,I11,I12,I13,I6,I9 S
      CTX S 10 - | R(R S) S S S S(S S S) S(S S S)
  IK5 R 1 - | R:A,E,M,R,W,X 5*S:1,10,11,12,13,15,16,17,18,19,2,23,24,25,26,27,3,4,5,6,7,8,9,I5,I6
AK9 R 1 - | R:A,E,M,P,R,W,X R R R 5*S:1,10,11,12,13,14,15,16,17,18,19,2,23,24,25,26,3,4,5,6
SE R 1
"""
