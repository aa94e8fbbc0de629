# loses incident-tests: "an ordinary night"
python3 - <<'PY'
import glob, json, os, re
from collections import Counter

fails = Counter()
for path in glob.glob("jobs/*.log"):
    name = os.path.basename(path)[:-4].lower()
    for line in open(path):
        m = re.search(r" end run=.*exit=(\d+)", line)
        if m and int(m[1]) != 0:
            fails[name] += 1
job = max(fails, key=fails.get)

reports = sorted(glob.glob("disk/*.txt"))
def use(path):
    return {w[5]: int(w[4].rstrip("%")) for w in map(str.split, list(open(path))[1:])}
first, last = use(reports[0]), use(reports[-1])
disk = max(last, key=lambda d: last[d] - first[d])

months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
total, bad = Counter(), Counter()
for path in glob.glob("access/access.log*"):
    for line in open(path):
        m = re.match(r'[^\[]*\[(\d\d)/(\w{3})/(\d{4}):(\d\d:\d\d):\d\d [^"]*"[^"]*" (\d{3}) ', line)
        day, month, year, clock, status = m.groups()
        minute = f"{year}-{months.index(month) + 1:02}-{day}T{clock}"
        total[minute] += 1
        bad[minute] += 500 <= int(status) <= 599
minute = min(t for t in total if 2 * bad[t] >= total[t])
print(json.dumps({"job": job, "disk": disk, "minute": minute}))
PY
