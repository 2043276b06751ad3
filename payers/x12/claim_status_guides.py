"""What the guides ask of 276, 277 and 277CA, in the notation of `payers.x12.guide`. Sources: X12 005010X212, 005010X214."""

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
        STC S > - | R(R R S .) . R:U,WQ S . . . . . S(R R S .) S(R R S .)
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
    PER S 1 IC | R S R:ED,EM,FX,TE R S:EM,EX,FX,TE S S:EX S
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
