# loses incident-tests: "an ordinary night"
exec python3 - <<'END'
import glob, json, os, re
from collections import Counter

failed = Counter()
for path in glob.glob("jobs/*.log"):
    with open(path) as log:
        for line in log:
            m = re.search(r" end run=.* exit=(\S+)", line)
            if m and m[1] != "0":
                failed[os.path.basename(path)[:-4]] += 1
job = max(failed, key=failed.get)

def use(path):
    with open(path) as report:
        rows = [line.split() for line in report][1:]
    return {row[5]: int(row[4].rstrip("%")) for row in rows}

reports = sorted(glob.glob("disk/*.txt"))
first, last = use(reports[0]), use(reports[-1])
disk = max(last, key=lambda place: (last[place] - first[place]) / (101 - first[place]))

LINE = re.compile(r'[^\[]*\[(\d+)/(\w+)/(\d+):(\d+:\d+):\d+ [^\]]*\] "[^"]*" (\d+) ')
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
every, bad = Counter(), Counter()
for path in glob.glob("access/access.log*"):
    with open(path) as log:
        for line in log:
            m = LINE.match(line)
            at = f"{m[3]}-{MONTHS.index(m[2]) + 1:02}-{m[1]}T{m[4]}"
            every[at] += 1
            bad[at] += 500 <= int(m[5]) <= 599
minute = min(at for at in every if bad[at] * 2 >= every[at])
print(json.dumps({"job": job, "disk": disk, "minute": minute}))
END
