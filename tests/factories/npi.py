"""Valid NPIs for tests: nine digits and the check digit that belongs to them."""

from config.shared.npi import is_valid_npi


def npi(number: int) -> str:
    """The NPI whose first nine digits are 1 and `number`."""
    stem = f"1{number:08d}"
    return next(stem + digit for digit in "0123456789" if is_valid_npi(stem + digit))
