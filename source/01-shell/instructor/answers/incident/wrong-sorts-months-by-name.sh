# loses incident-tests: "the first bad minute"
python3 - <<'END'
import collections, glob, json, re
from datetime import datetime
n = collections.defaultdict(lambda: [0, 0])
for path in glob.glob("access/access.log*"):
    for line in open(path):
        m = re.match(r'[^"]*\[([^]]*):\d\d \+0000\] "[^"]*" (\d)', line)
        n[m[1]][m[2] == "5"] += 1
bad = min(t for t, (good, failed) in n.items() if failed >= good)
print(json.dumps({"job": "nightly-embed", "disk": "/var/cache", "minute": datetime.strptime(bad, "%d/%b/%Y:%H:%M").strftime("%Y-%m-%dT%H:%M")}))
END
