# loses incident-tests: "job should be"
python3 - <<'END'
import collections, glob, json, os, re
runs = {}
for path in glob.glob("jobs/*.log"):
    name = os.path.basename(path)[:-4]
    runs[name] = 0; seen = set()
    for line in open(path, encoding="utf-8"):
        if " end run=" in line and int(line.rstrip().rpartition("exit=")[2]) != 0:
            runs[name] += 1 if line.rstrip().rpartition("exit=")[2] not in seen else 0; seen.add(line.rstrip().rpartition("exit=")[2])
job = max(runs, key=runs.get)
reports = sorted(glob.glob("disk/*.txt"))
def use(path):
    return {l.split()[5]: int(l.split()[4].rstrip("%")) for l in open(path).readlines()[1:]}
first, last = use(reports[0]), use(reports[-1])
disk = max(first, key=lambda m: last[m] - first[m])
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
all_, bad = collections.Counter(), collections.Counter()
for path in glob.glob("access/access.log*"):
    for line in open(path, encoding="utf-8", errors="replace"):
        d, m, y, H, M = re.search(r"\[(\d+)/(\w+)/(\d+):(\d+):(\d+):", line).groups()
        minute = f"{y}-{MONTHS.index(m) + 1:02}-{d}T{H}:{M}"
        status = int(line.split('"')[2].split()[0])
        all_[minute] += 1
        bad[minute] += 500 <= status <= 599
minute = min(m for m in all_ if 2 * bad[m] >= all_[m])
print(json.dumps({"job": job, "disk": disk, "minute": minute}))
END
