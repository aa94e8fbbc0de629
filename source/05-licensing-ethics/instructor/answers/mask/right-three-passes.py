import datetime
import hashlib
import hmac
import re

LEFT, RIGHT = r"(?<![0-9A-Za-z-])", r"(?![0-9A-Za-z-])"
LABEL = re.compile(r"(?:주문번호|송장번호)[\s:]*\Z")


def replace(text, pattern, tag, accept=lambda found: True):
    out, at = "", 0
    for found in re.finditer(LEFT + pattern + RIGHT, text):
        out += text[at:found.start()]
        order = LABEL.search(text[:found.start()])
        out += found[0] if order or not accept(found) else tag
        at = found.end()
    return out + text[at:]


def born(found):
    value = found[0].replace("-", "")
    century = "19" if value[6] in "1256" else "20"
    try:
        datetime.datetime.strptime(century + value[:6], "%Y%m%d")
    except ValueError:
        return False
    return True


def mask(text, names, key):
    secret = hmac.new(key.encode("utf-8"), digestmod=hashlib.sha256)

    def token(found):
        one = secret.copy()
        one.update(found[0].encode("utf-8"))
        return f"[이름-{one.hexdigest():.8}]"

    text = re.sub(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]*\.[A-Za-z]{2,}", "[전자우편]", text)
    text = replace(text, r"[0-9]{6}-?[1-8][0-9]{6}", "[주민등록번호]", born)
    text = replace(text, r"(?:0|\+82[- ])1[016789](?:[- ]?[0-9]{3,4})[- ]?[0-9]{4}", "[전화번호]")
    text = replace(text, r"(?:0|\+82[- ])(?:2|[3456][0-9])[- ][0-9]{3,4}[- ][0-9]{4}", "[전화번호]")
    longest_first = sorted(set(names), key=lambda name: -len(name))
    return re.sub("|".join(re.escape(name) for name in longest_first), token, text) if names else text


def status(treatment):
    match treatment:
        case {"names": "kept"}:
            return ("personal", "named")
        case {"names": "hash"}:
            return ("personal", "bare-hash")
        case {"names": "keyed", "key_apart": True}:
            return ("pseudonymous", "keyed")
        case {"names": "keyed"}:
            return ("personal", "keyed-together")
        case {"rows": True}:
            return ("ask", "rows-left")
    return ("anonymous", "counts")
