# loses incident-tests: "an ordinary night"
python3 - <<'END'
import collections, glob, json, re
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
jobs = {}
for path in glob.glob("jobs/*.log"):
    with open(path) as log:
        ends = [line for line in log if " end run=" in line]
    jobs[path[5:-4]] = sum(line.split("exit=")[-1].strip() != "0" for line in ends)
reports = sorted(glob.glob("disk/*.txt"))
def use(path):
    rows = [line.split() for line in open(path)][1:]
    return {row[5]: int(row[4].rstrip("%")) for row in rows}
first, last = use(reports[0]), use(reports[-1])
every, bad, days = collections.Counter(), collections.Counter(), {}
for path in glob.glob("access/access.log*"):
    for line in open(path):
        day, month, year, hour, minute = re.match(r"[^[]*\[(..)/(...)/(....):(..):(..)", line).groups()
        at = hour + minute
        days.setdefault(at, f"{year}-{MONTHS.index(month) + 1:02}-{day}T{hour}:{minute}")
        every[at] += 1
        bad[at] += line.split('"')[2].split()[0].startswith("5")
print(json.dumps({
    "job": max(jobs, key=lambda name: jobs[name]),
    "disk": max(first, key=lambda mount: last[mount] - first[mount]),
    "minute": min(days[at] for at in every if 2 * bad[at] >= every[at]),
}))
END
