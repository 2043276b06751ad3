"""Which transaction set an ST announces: from ST01 with its version (ST03, else GS08), else from what stands inside."""

KINDS = {
    ("837", "222"): "837P",
    ("837", "223"): "837I",
    ("277", "214"): "277CA",
    ("277", "212"): "277",
    ("277", "213"): "277RFI",
    ("837", "224"): "837D",
}
KNOWN = frozenset({"837P", "837I", "835", "999", "277CA", "277", "276", "271", "270"})


def kind_of(set_id, version, raw=(), element="*"):
    """ "837P", "837I", "277CA", "277" or the ST01 as it stands."""
    if set_id not in ("837", "277"):
        return set_id
    kind = KINDS.get((set_id, version.partition("X")[2][:3]))
    if kind:
        return kind if kind in KNOWN else set_id
    return _by_content(set_id, raw, element)


def _by_content(set_id, raw, element):
    if set_id == "277":
        header = next((segment for segment in raw[:3] if segment.startswith("BHT" + element)), "")
        return "277CA" if header.startswith(f"BHT{element}0085") else "277"
    if any(segment.startswith("SV2" + element) for segment in raw):
        return "837I"
    return "837P"
