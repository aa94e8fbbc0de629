python3 - <<'END'
import collections, glob, json, os, re
from datetime import datetime
fails = {os.path.basename(p)[:-4]: len(re.findall(r" end run=\S+ exit=[1-9]", open(p).read())) for p in glob.glob("jobs/*.log")}
def use(path):
    return {l.split()[5]: int(l.split()[4][:-1]) for l in open(path).readlines()[1:]}
reports = sorted(glob.glob("disk/*.txt"))
first, last = use(reports[0]), use(reports[-1])
n = collections.defaultdict(lambda: [0, 0])
for path in glob.glob("access/access.log*"):
    for line in open(path):
        m = re.match(r'[^"]*\[([^]]*):\d\d \+0000\] "[^"]*" (\d)', line)
        n[datetime.strptime(m[1], "%d/%b/%Y:%H:%M")][m[2] == "5"] += 1
bad = min(t for t, (good, failed) in n.items() if failed >= good)
print(json.dumps({"minute": bad.strftime("%Y-%m-%dT%H:%M"), "disk": max(last, key=lambda d: last[d] - first[d]), "job": max(fails, key=fails.get)}))
END
