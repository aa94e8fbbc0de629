# loses incident-tests: "a night across a month's end"
python3 - <<'END'
import glob, json, os, re
from collections import Counter

jobs = Counter()
for path in glob.glob("jobs/*.log"):
    name = os.path.basename(path)[:-4]
    with open(path) as log:
        for line in log:
            if " end " in line and line.rstrip("\n").rpartition("exit=")[2] != "0":
                jobs[name] += 1
job = max(jobs, key=jobs.get)

def use(path):
    with open(path) as report:
        rows = [line.split() for line in report][1:]
    return {row[5]: int(row[4].rstrip("%")) for row in rows}

reports = sorted(glob.glob("disk/*.txt"))
first, last = use(reports[0]), use(reports[3])
disk = max(last, key=lambda mount: last[mount] - first[mount])

MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
every, bad = Counter(), Counter()
for path in glob.glob("access/access.log*"):
    with open(path, encoding="latin-1", newline="\n") as log:
        for line in log:
            d, m, y, h, mi = re.match(r"[^[]*\[(\d+)/(\w+)/(\d+):(\d+):(\d+)", line).groups()
            minute = f"{y}-{MONTHS.index(m) + 1:02}-{d}T{h}:{mi}"
            status = int(line.split('"')[2].split()[0])
            every[minute] += 1
            bad[minute] += 500 <= status <= 599
minute = min(m for m in every if bad[m] * 2 >= every[m])
print(json.dumps({"job": job, "disk": disk, "minute": minute}))
END
