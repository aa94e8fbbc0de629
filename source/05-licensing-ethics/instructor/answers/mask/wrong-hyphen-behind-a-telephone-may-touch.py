# loses mask-tests: "a number that a digit, a letter or a hyphen touches, after it"
import datetime
import hashlib
import hmac
import re

MAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]*\.[A-Za-z]{2,}")
RRN = re.compile(r"(?<![0-9A-Za-z-])(\d{6})-?([1-8])\d{6}(?![0-9A-Za-z-])", re.ASCII)
MOBILE = r"(?:01[016789]|\+82[- ]1[016789])[- ]?\d{3,4}[- ]?\d{4}"
LAND = r"(?:02|0[3-6]\d|\+82[- ](?:2|[3-6]\d))[- ]\d{3,4}[- ]\d{4}"
PHONE = re.compile(rf"(?<![0-9A-Za-z-])(?:{MOBILE}|{LAND})(?![0-9A-Za-z])", re.ASCII)
LABEL = re.compile(r"(?:주문번호|송장번호)[\s:]*$")


def labelled(match):
    return LABEL.search(match.string[: match.start()]) is not None


def resident(match):
    if labelled(match):
        return match[0]
    century = 1900 if match[2] in "1256" else 2000
    six = match[1]
    try:
        datetime.date(century + int(six[:2]), int(six[2:4]), int(six[4:]))
    except ValueError:
        return match[0]
    return "[주민등록번호]"


def telephone(match):
    return match[0] if labelled(match) else "[전화번호]"


def mask(text, names, key):
    text = MAIL.sub("[전자우편]", text)
    text = RRN.sub(resident, text)
    text = PHONE.sub(telephone, text)
    if names:
        one = re.compile("|".join(re.escape(n) for n in sorted(names, key=len, reverse=True)))
        text = one.sub(lambda m: "[이름-" + hmac.new(key.encode(), m[0].encode(), hashlib.sha256).hexdigest()[:8] + "]", text)
    return text


def status(treatment):
    if treatment["names"] == "kept":
        rule = "named"
    elif treatment["names"] == "hash":
        rule = "bare-hash"
    elif treatment["names"] == "keyed":
        rule = "keyed" if treatment["key_apart"] else "keyed-together"
    else:
        rule = "rows-left" if treatment["rows"] else "counts"
    return STATUS[rule]["answer"], rule
