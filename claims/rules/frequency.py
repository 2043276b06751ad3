"""As what a claim goes out (CLM05-3): 1 new, 7 in place of the one that the payer knows by its number, 8 to void it. Source: DOMAIN 2, 10."""

ORIGINAL, REPLACEMENT, VOID = "1", "7", "8"
