# loses incident-tests: "the disk that fills"
python3 - <<'END'
import collections, glob, json, os, re, sys
jobs = {}
for path in glob.glob("jobs/*.log"):
    with open(path) as f:
        jobs[os.path.basename(path)[:-4]] = sum(
            1 for line in f if " end run=" in line and line.rstrip("\n").rpartition("exit=")[2] != "0")
job = max(jobs, key=lambda n: jobs[n])
def report(path):
    return {l.split()[5]: int(l.split()[4].rstrip("%")) for l in open(path).read().splitlines()[1:]}
reports = sorted(glob.glob("disk/*"))
first, last = report(reports[0]), report(reports[-1])
disk = max(last, key=lambda m: last[m] - first[m])
MON = "JanFebMarAprMayJunJulAugSepOctNovDec"
total, bad = collections.Counter(), collections.Counter()
for path in glob.glob("access/access.log*"):
    for line in open(path, encoding="utf-8", errors="replace", newline="\n"):
        at = line.split("[", 1)[1]
        key = "%s-%02d-%sT%s" % (at[7:11], MON.index(at[3:6]) // 3 + 1, at[:2], at[12:17])
        status = int(line.split('"')[2].split()[0])
        total[key] += 1
        bad[key] += 500 <= status <= 599
minute = min(k for k in total if bad[k] * 2 >= total[k])
print(json.dumps({"job": job, "disk": disk, "minute": minute}))
END
