"""The guide's order of what repeats by qualifier in loops 2300 and 2400 of the 837P. Source: X12 005010X222A1."""

CLAIM_DATES = ("431", "454", "304", "453", "439", "484", "455", "471", "314", "360", "361", "297", "296", "435", "096", "090", "091", "444", "050")
CLAIM_REFERENCES = ("4N", "F5", "EW", "9F", "G1", "F8", "X4", "9A", "9C", "LX", "D9", "EA", "P4", "1J")
LINE_DATES = ("471", "607", "463", "461", "304", "738", "739", "011", "455", "454")
LINE_REFERENCES = ("9B", "9D", "G1", "6R", "EW", "X4", "F4", "BT", "9F")
LINE_AMOUNTS = ("T", "F4")
LINE_QUANTITIES = ("PT", "FL")
CLAIM_MORE = ("CN1", "K3", "CR1", "CR2", "CRC", "HCP")
LINE_MORE = ("SV5", "CR1", "CR3", "CRC", "MEA", "CN1", "K3", "PS1", "HCP", "LQ", "FRM")


def of(segments, tag):
    """The kept segments with that id."""
    return [segment for segment in segments if segment[0] == tag]


def others(segments, known):
    """The kept segments whose id the guide does not name here."""
    return [segment for segment in segments if segment[0] not in known]
