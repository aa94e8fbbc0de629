# loses features-tests: "names with several dots in raw"
python3 - <<'END'
import os
from collections import Counter
events = set()
for name in os.listdir("raw"):
    path = os.path.join("raw", name)
    if name.split(".")[1:] == ["log"] and not name.startswith(".") and os.path.isfile(path):
        with open(path, "rb") as f:
            events.update(line.rstrip(b"\r\n") for line in f)
events.discard(b"")
meta = {}
with open("users.tsv", "rb") as f:
    next(f)
    for line in f:
        user, plan, country = line.rstrip(b"\n").split(b"\t")
        meta[user] = plan + b"," + country
n = Counter(e.split(b" ")[1] for e in events)
with open("features.csv", "wb") as out:
    out.write(b"user,events,plan,country\n")
    for user in sorted(n):
        out.write(b"%s,%d,%s\n" % (user, n[user], meta.get(user, b",")))
END
