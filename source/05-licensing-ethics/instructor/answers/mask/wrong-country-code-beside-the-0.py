# loses mask-tests: "+82 before the leading 0, for which it may stand"
import datetime
import hmac
import re


def mask(text, names, key):
    text = re.sub(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", "[전자우편]", text)

    def ordered(match):
        return re.search(r"(?:주문번호|송장번호)[ :]*$", match.string[: match.start()]) is not None

    def registration(match):
        digits = match[0].replace("-", "")
        century = 1900 if digits[6] in "1256" else 2000
        try:
            datetime.date(century + int(digits[:2]), int(digits[2:4]), int(digits[4:6]))
        except ValueError:
            return match[0]
        return match[0] if ordered(match) else "[주민등록번호]"

    def telephone(match):
        return match[0] if ordered(match) else "[전화번호]"

    free, after = r"(?<![0-9A-Za-z-])", r"(?![0-9A-Za-z-])"
    text = re.sub(free + r"[0-9]{6}-?[1-8][0-9]{6}" + after, registration, text)
    mobile = r"(?:(?:\+82[- ])?0|\+82[- ])1[016-9][- ]?[0-9]{3,4}[- ]?[0-9]{4}"
    fixed = r"(?:\+82[- ]|0)(?:2|[3-6][0-9])[- ][0-9]{3,4}[- ][0-9]{4}"
    text = re.sub(free + f"(?:{mobile}|{fixed})" + after, telephone, text)
    if names:
        pattern = "|".join(re.escape(n) for n in sorted(names, key=len, reverse=True))
        text = re.sub(
            pattern,
            lambda m: (
                "[이름-" + hmac.new(key.encode(), m[0].encode(), "sha256").hexdigest()[:8] + "]"
            ),
            text,
        )
    return text


def status(treatment):
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
