"""Tracking codes a person can read out: Crockford's base32 with his check symbol."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
CHECKS = ALPHABET + "*~$=U"
BITS = 50
SYMBOLS = 10


def code_of(number: int) -> str:
    """Return 10 symbols for 50 bits, and the check symbol (the number modulo 37), as `XXXX-XXXX-XXX`."""
    symbols = "".join(ALPHABET[(number >> shift) & 31] for shift in range(5 * (SYMBOLS - 1), -1, -5))
    whole = symbols + CHECKS[number % 37]
    return f"{whole[:4]}-{whole[4:8]}-{whole[8:]}"


def number_of(code: str) -> int | None:
    """Read a code as people write it (lower case, O for 0, I and L for 1, any hyphens); None if it is mistyped."""
    plain = code.upper().replace("-", "").replace(" ", "")
    body = plain[:-1].translate(str.maketrans("OIL", "011"))
    if len(plain) != SYMBOLS + 1 or any(symbol not in ALPHABET for symbol in body):
        return None
    number = 0
    for symbol in body:
        number = number * 32 + ALPHABET.index(symbol)
    check = plain[-1].translate(str.maketrans("OIL", "011"))
    return number if CHECKS[number % 37] == check else None
