"""What the guide asks of a 999, in the notations of `payers.x12.guide` and `payers.x12.situations`. Source: X12 005010X231A1."""

# ruff: noqa: E501 (a table: a line is a row)

GUIDE = """
ST R 1 - | R:999 R R:005010X231A1,005010X231
AK1 R 1 - | R:BE,FA,HB,HC,HI,HN,HP,HR,HS,RA R R
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

SITUATIONS = """
element_error_missing  | 2100 | IK3 | IK304=8 -> +IK4 | It says that elements of the segment are wrong and names none: ask for the element, or look at the whole segment.
?segment_error_code    | 2100 | IK3 | +IK4 -> IK304=8 | Elements are named although the segment as such is in error: mend both.
context_value_missing  | *    | CTX | CTX01-1=CLM01,ENT01,NM109,TRN02 -> CTX01-2 | It names the kind of number that the error belongs to and not the number: find the place by the segment's number.
context_place_missing  | *    | CTX | CTX02 -> CTX03 | It names another segment and not its number: look for the first one of that kind.
rejection_unexplained  | 2000 | IK5 | IK501=M,R,W,X -> IK502/+IK3 | The transaction is refused without a reason: ask the receiver which segment or control number is wrong.
?acceptance_contradicts | 2000 | IK5 | +IK3 -> !IK501=A | The transaction is accepted without remarks, yet errors are listed: read them, nothing need be sent again.
?acceptance_contradicts | 2000 | IK5 | IK502 -> !IK501=A | The transaction is accepted without remarks, yet an error code stands here: nothing need be sent again.
"""
