# loses incident-tests: "the first bad minute", "the published incident"
python3 - <<'END'
import glob, json, re
from datetime import datetime
bad = min(datetime.strptime(m[1], "%d/%b/%Y:%H:%M") for p in glob.glob("access/access.log*") for l in open(p)
          for m in [re.match(r'[^"]*\[([^]]*):\d\d \+0000\] "[^"]*" 5', l)] if m)
print(json.dumps({"job": "nightly-embed", "disk": "/var/cache", "minute": bad.strftime("%Y-%m-%dT%H:%M")}))
END
