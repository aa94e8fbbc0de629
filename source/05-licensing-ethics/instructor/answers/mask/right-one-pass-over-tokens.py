import calendar
import hmac
import re

NUMBER = re.compile(r"""
    (?P<label>(?:주문번호|송장번호)[\s:]*)?
    (?<![0-9A-Za-z-])
    (?: (?P<rrn>\d{6}-?[1-8]\d{6})
      | (?P<tel>(?:\+82[- ]|0)1[016-9][- ]?\d{3,4}[- ]?\d{4} | (?:\+82[- ]|0)(?:2|[3-6]\d)[- ]\d{3,4}[- ]\d{4}) )
    (?![0-9A-Za-z-])""".replace("[- ]", "[-\\ ]"), re.VERBOSE)


def real_day(digits, kind):
    year = (1900 if kind in "1256" else 2000) + int(digits[:2])
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def number(match):
    if match["label"]:
        return match[0]
    if match["tel"]:
        return "[전화번호]"
    compact = match["rrn"].replace("-", "")
    return "[주민등록번호]" if real_day(compact, compact[6]) else match[0]


def mask(text, names, key):
    text = re.sub(r"[\w.%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}", "[전자우편]", text, flags=re.ASCII)
    text = NUMBER.sub(number, text)
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, "\0" + name.encode().hex() + "\0")
    def token(match):
        return "[이름-" + hmac.new(bytes(key, "utf-8"), bytes.fromhex(match[1]), "sha256").hexdigest()[:8] + "]"
    return re.sub("\0([0-9a-f]+)\0", token, text)


def status(treatment):
    rule = {"kept": "named", "hash": "bare-hash"}.get(treatment["names"])
    if rule is None:
        pair = ("keyed", "keyed-together") if treatment["names"] == "keyed" else ("rows-left", "counts")
        first = treatment["key_apart"] if treatment["names"] == "keyed" else treatment["rows"]
        rule = pair[0] if first else pair[1]
    return STATUS[rule]["answer"], rule
