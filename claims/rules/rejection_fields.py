"""Which field a payer's rejection most often means, so that the claim page can offer it. Pure.

A guess by status code and entity; the biller sees the payer's words beside it. Source: DOMAIN 10 (A6, A7, A8: show code and entity, fix, resend).
"""

_BY_CODE = {
    "29": "coverage.group_number", "30": "coverage.member_id", "31": "coverage.member_id", "32": "coverage.member_id", "33": "coverage.member_id",
    "34": "coverage.member_id", "53": "coverage.member_id", "84": "authorization_number", "97": "coverage.member_id", "163": "coverage.group_number",
    "164": "coverage.member_id", "249": "place_of_service", "252": "authorization_number", "254": "diagnoses.1", "255": "diagnoses.1",
    "488": "diagnoses.1",
}
_OF_PERSON = {
    "125": "last_name", "157": "sex", "158": "birth_date", "500": "address.zip_code", "501": "address.state", "502": "address.city",
    "503": "address.street", "504": "last_name", "505": "first_name",
}
_PERSONS = frozenset({"IL", "QC", "HK", "03"})


def rejected_field(code: str, entity: str) -> str:
    """The path of the field to look at, or "" where only the records' own pages help."""
    if code in _OF_PERSON and entity in _PERSONS:
        return f"patient.{_OF_PERSON[code]}"
    return _BY_CODE.get(code, "")
