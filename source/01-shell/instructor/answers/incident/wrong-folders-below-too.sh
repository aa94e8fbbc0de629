# loses incident-tests: "the failing job"
python3 - <<'END'
import collections, glob, json, os, re
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
fails = {}
for path in glob.glob("jobs/**/*.log", recursive=True):
    with open(path) as log:
        fails[os.path.basename(path)[:-4]] = sum(1 for line in log if (m := re.search(r"^\S+ end run=.* exit=(\d+)$", line.rstrip("\r\n"))) and int(m[1]) != 0)
job = max(fails, key=fails.get)
def use(path):
    with open(path) as report:
        return {line.split()[5]: int(line.split()[4].rstrip("%")) for line in report.readlines()[1:]}
reports = sorted(glob.glob("disk/*.txt"))
first, last = use(reports[0]), use(reports[-1])
disk = max(first, key=lambda d: last[d] - first[d])
every, bad = collections.Counter(), collections.Counter()
for path in glob.glob("access/access.log*"):
    with open(path) as log:
        for line in log:
            m = re.match(r'[^"]*\[(\d\d)/(\w{3})/(\d{4}):(\d\d:\d\d):\d\d [^"]*"[^"]*" (\d+) ', line)
            minute = f"{m[3]}-{MONTHS.index(m[2]) + 1:02}-{m[1]}T{m[4]}"
            every[minute] += 1
            bad[minute] += 500 <= int(m[5]) <= 599
minute = min(m for m in every if 2 * bad[m] >= every[m])
print(json.dumps({"job": job, "disk": disk, "minute": minute}))
END
