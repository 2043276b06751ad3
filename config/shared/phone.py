"""A phone number as people write it. Kept as ten digits."""


def shown_phone(digits: str) -> str:
    """2055550148 -> (205) 555-0148; nothing stays nothing."""
    return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}" if len(digits) == 10 else digits
