# loses mask-tests: "a name behind a letter"
import datetime
import hmac
import re

BEFORE = r"(?<![0-9A-Za-z-])"
AFTER = r"(?![0-9A-Za-z-])"


def mask(text, names, key):
    """*text* without registration numbers, telephones, e-mail addresses and the given names."""

    def labelled(match):
        return re.search(r"(주문번호|송장번호)[ :]*$", match.string[: match.start()]) is not None

    def resident(match):
        if labelled(match):
            return match[0]
        digits = match[0].replace("-", "")
        century = 1900 if digits[6] in "1256" else 2000
        try:
            datetime.date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
        except ValueError:
            return match[0]
        return "[주민등록번호]"

    def phone(match):
        return match[0] if labelled(match) else "[전화번호]"

    def name(match):
        return f"[이름-{hmac.new(key.encode(), match[0].encode(), 'sha256').hexdigest()[:8]}]"

    mail = r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}"
    text = re.sub(mail, "[전자우편]", text)
    text = re.sub(BEFORE + r"[0-9]{6}-?[1-8][0-9]{6}" + AFTER, resident, text)
    mobile = r"(?:0|\+82[- ])1[016789][- ]?[0-9]{3,4}[- ]?[0-9]{4}"
    area = r"(?:0|\+82[- ])(?:2|[3-6][0-9])[- ][0-9]{3,4}[- ][0-9]{4}"
    text = re.sub(BEFORE + f"(?:{mobile}|{area})" + AFTER, phone, text)
    names = sorted({n for n in names if n}, key=len, reverse=True)
    if names:
        text = re.sub("|".join(r"(?<!\w)" + re.escape(n) for n in names), name, text)
    return text


def status(treatment):
    """(answer, rule): personal, pseudonymous, anonymous or ask."""
    names = treatment["names"]
    if names == "kept":
        rule = "named"
    elif names == "hash":
        rule = "bare-hash"
    elif names == "keyed":
        rule = "keyed" if treatment["key_apart"] else "keyed-together"
    else:
        rule = "rows-left" if treatment["rows"] else "counts"
    return STATUS[rule]["answer"], rule
