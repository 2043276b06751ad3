"""What the guides ask of 276, 277 and 277CA, in the notations of `payers.x12.guide` and `payers.x12.situations`.

Sources: X12 005010X212, 005010X214. An answer that is only harder to use than it should be gives a warning.
"""

# ruff: noqa: E501 (a table: a line is a row)

PROCEDURE = "R(R:AD,ER,HC,HP,IV,NU,WK R S S S S . .)"

GUIDE_277CA = """
ST R 1 - | R:277 R R:005010X214
BHT R 1 - | R:0085 R:08 R R R R:TH
@2000A R 1 source
  HL R 1 20 | R . R R:1
  @2100A R 1 source's name
    NM1 R 1 AY,PR | R R:2 R . . . . R:46,FI,PI,XV R
  @2200A R 1 source's trace
    TRN R 1 - | R:1 R
    DTP R 1 050 | R R:D8 R
    DTP R 1 009 | R R:D8 R
  @2000B R > receiver
    HL R 1 21 | R R R R:0,1
    @2100B R 1 receiver's name
      NM1 R 1 41 | R R:1,2 R S S . S R:46 R
    @2200B R 1 batch
      TRN R 1 - | R:2 R
      STC R > - | R(R R S .) R R:U,WQ R . . . . . S(R R S .) S(R R S .)
      QTY S 1 90
      QTY S 1 AA
      AMT S 1 YU
      AMT S 1 YY
    @2000C S > billing provider
      HL R 1 19 | R R R R:0,1
      @2100C R 1 provider's name
        NM1 R 1 85 | R R:1,2 R S S . S R:FI,XX R
      @2200C S 1 provider's total
        TRN R 1 - | R:1 R
        STC S > - | R(R R S .) . R:U,WQ R . . . . . S(R R S .) S(R R S .)
        REF S 3 0B,1G,G2,LU,SY,TJ
        QTY S 1 QA
        QTY S 1 QC
        AMT S 1 YU
        AMT S 1 YY
      @2000D S > patient
        HL R 1 PT | R R R
        @2100D R 1 patient's name
          NM1 R 1 QC | R R:1 R S S . S R:II,MI R
        @2200D R > claim
          TRN R 1 - | R:2 R
          STC R > - | R(R R S S:RX) R R:U,WQ R . . . . . S(R R S S:RX) S(R R S S:RX) S
          REF S 3 1K
          REF S 1 D9
          REF S 1 BLT
          DTP R 1 472 | R R:D8,RD8 R
          @2220D S > service line
            SVC R 1 - | {procedure} R . S . . S
            STC R > - | R(R R S S:RX) R R:U . . . . . . S(R R S S:RX) S(R R S S:RX)
            REF S 1 FJ
            REF S 1 XZ
            DTP S 1 472 | R R:D8,RD8 R
SE R 1
""".replace("{procedure}", PROCEDURE)

GUIDE_277 = """
ST R 1 - | R:277 R R:005010X212
BHT R 1 - | R:0010 R:08 R R R R:DG
@2000A R > payer
  HL R 1 20 | R . R R:1
  @2100A R 1 payer's name
    NM1 R 1 PR | R R:2 R . . . . R:PI,XV R
    PER S 1 IC | R S R:ED,EM,FX,TE R S:ED,EM,EX,FX,TE S S:ED,EM,EX,FX,TE S
  @2000B R > receiver
    HL R 1 21 | R R R R:0,1
    @2100B R 1 receiver's name
      NM1 R 1 41 | R R:1,2 S S S . . R:46 R
    @2200B S 1 refusal for the receiver
      TRN R 1 - | R:2 R
      STC R > - | R(R R S S:RX) R . . . . . . . S(R R S S:RX) S(R R S S:RX)
    @2000C S > provider
      HL R 1 19 | R R R R:0,1
      @2100C R 2 provider's name
        NM1 R 1 1P | R R:1,2 S S S . S R:FI,SV,XX R
      @2200C S 1 refusal for the provider
        TRN R 1 - | R:1 R
        STC R > - | R(R R S S:RX) R . . . . . . . S(R R S S:RX) S(R R S S:RX)
      @2000D S > subscriber
        HL R 1 22 | R R R R:0,1
        @2100D R 1 subscriber's name
          NM1 R 1 IL | R R:1,2 R S S . S R:24,II,MI R
        @2200D S > claim of the subscriber
          TRN R 1 - | R:2 R
          STC R > - | R(R R S S:RX) R . S S S . S S S(R R S S:RX) S(R R S S:RX)
          REF S 1 1K
          REF S 1 BLT
          REF S 1 EJ
          REF S 1 XZ
          REF S 1 VV
          REF S 1 D9
          DTP S 1 472 | R R:D8,RD8 R
          @2220D S > service line
            SVC R 1 - | {procedure} R R S . . S
            STC R > - | R(R R S S:RX) R . . . . . . . S(R R S S:RX) S(R R S S:RX)
            REF S 1 FJ
            DTP R 1 472 | R R:D8,RD8 R
        @2000E S > dependent
          HL R 1 23 | R R R
          @2100E R 1 dependent's name
            NM1 R 1 QC | R R:1 R S S . S
          @2200E R > claim of the dependent
            TRN R 1 - | R:2 R
            STC R > - | R(R R S S:RX) R . S S S . S S S(R R S S:RX) S(R R S S:RX)
            REF S 1 1K
            REF S 1 BLT
            REF S 1 EJ
            REF S 1 XZ
            REF S 1 VV
            REF S 1 D9
            DTP S 1 472 | R R:D8,RD8 R
            @2220E S > service line
              SVC R 1 - | {procedure} R R S . . S
              STC R > - | R(R R S S:RX) R . . . . . . . S(R R S S:RX) S(R R S S:RX)
              REF S 1 FJ
              DTP R 1 472 | R R:D8,RD8 R
SE R 1
""".replace("{procedure}", PROCEDURE)

GUIDE_276 = """
ST R 1 - | R:276 R R:005010X212
BHT R 1 - | R:0010 R:13 R R R
@2000A R > payer
  HL R 1 20 | R . R R:1
  @2100A R 1 payer's name
    NM1 R 1 PR | R R:2 R . . . . R:PI,XV R
  @2000B R > receiver
    HL R 1 21 | R R R R:1
    @2100B R 1 receiver's name
      NM1 R 1 41 | R R:1,2 S S S . . R:46 R
    @2000C R > provider
      HL R 1 19 | R R R R:1
      @2100C R 2 provider's name
        NM1 R 1 1P | R R:1,2 S S S . S R:FI,SV,XX R
      @2000D R > subscriber
        HL R 1 22 | R R R R:0,1
        DMG S 1 - | R:D8 R S:F,M
        @2100D R 1 subscriber's name
          NM1 R 1 IL | R R:1,2 R S S . S R:24,II,MI R
        @2200D S > claim of the subscriber
          TRN R 1 - | R:1 R
          REF S 1 1K
          REF S 1 BLT
          REF S 1 LU
          REF S 1 6P
          REF S 1 EJ
          REF S 1 XZ
          REF S 1 D9
          AMT S 1 T3
          DTP S 1 472 | R R:D8,RD8 R
          @2210D S > service line
            SVC R 1 - | {procedure} R . S . . R
            REF S 1 FJ
            DTP R 1 472 | R R:D8,RD8 R
        @2000E S > dependent
          HL R 1 23 | R R R
          DMG R 1 - | R:D8 R S:F,M
          @2100E R 1 dependent's name
            NM1 R 1 QC | R R:1 R S S . S
          @2200E R > claim of the dependent
            TRN R 1 - | R:1 R
            REF S 1 1K
            REF S 1 BLT
            REF S 1 LU
            REF S 1 6P
            REF S 1 EJ
            REF S 1 XZ
            REF S 1 D9
            AMT S 1 T3
            DTP S 1 472 | R R:D8,RD8 R
            @2210E S > service line
              SVC R 1 - | {procedure} R . S . . R
              REF S 1 FJ
              DTP R 1 472 | R R:D8,RD8 R
SE R 1
""".replace("{procedure}", PROCEDURE)

SITUATIONS_277CA = """
?provider_answer_missing  | 2000C | HL    | HL04=0 -> +STC | The provider has no claims below and no status of its own: ask the sender what became of the claims.
message_missing           | 2200D | STC   | STC01-2=448 -> STC12 | The status says that words explain it, and there are none: ask the sender.
?refused_line_accepted    | 2220D | STC   | -> !STC01-1=A0,A1,A2 | A line stands here only where it is refused, yet it is said to be taken: go by the claim's status.
"""

SITUATIONS_277 = """
answer_missing            | 2000D | HL*22 | HL04=0 -> +TRN | The subscriber has no claim and no dependent below: ask the payer for the rest of the answer.
?decided_date_missing     | 2200D,2200E | STC | STC01-1=F0,F1,F2,F3,F4 -> STC06 | The claim is decided, yet the day of the decision is missing: take the date of the status.
?payment_date_missing     | 2200D,2200E | STC | STC01-1=F1 STC05:positive -> STC08 | The claim is paid, yet the day of the payment is missing: wait for the remittance.
?payment_number_missing   | 2200D,2200E | STC | STC01-1=F1 STC05:positive -> STC09 | The claim is paid, yet the number of the check or transfer is missing: wait for the remittance.
?claim_amount_missing     | 2200D,2200E | STC | !STC01-1=A4,D0,E0,E1,E2,E3,E4 -> STC04 | The charge is missing: compare the claim by its number and date.
?found_without_number     | 2200D,2200E | STC | STC01-1=F0,F1,F2,F3,F4,P0,P1,P2,P3,P4,P5 -> +REF*1K | The payer has the claim and does not give its number of it: ask for it, a correction needs it.
?found_without_date       | 2200D,2200E | STC | STC01-1=F0,F1,F2,F3,F4,P0,P1,P2,P3,P4,P5 -> +DTP*472 | The date of service is missing: make sure that it is the claim you asked about.
"""

SITUATIONS_276 = """
subscriber_birth_missing  | 2000D | HL*22 | HL04=0 -> +DMG | The subscriber is the patient, yet the birth date (DMG) is missing: payers find nobody without it; add it.
claim_missing             | 2000D | HL*22 | HL04=0 -> +TRN | Nothing is asked about the subscriber: add the claim (TRN), or leave the level out.
?service_date_missing     | 2200D,2200E | TRN | -> +DTP*472 | The date of service is missing: most payers find a claim by member, date and charge; add it.
?claim_amount_missing     | 2200D,2200E | TRN | -> +AMT*T3 | The charge is missing: most payers find a claim by member, date and charge; add it.
"""
