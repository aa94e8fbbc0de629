# loses features-tests: "the same event twice"
python3 - <<'END'
import collections, glob, os
n = collections.Counter(l.split()[1] for p in glob.glob("raw/*.log") if os.path.isfile(p) for l in open(p))
m = {l.split("\t")[0]: l.rstrip("\n").split("\t")[1:] for l in open("users.tsv")}
with open("features.csv", "w") as out:
    out.write("user,events,plan,country\n" + "".join(f"{u},{n[u]},{','.join(m.get(u, ['', '']))}\n" for u in sorted(n)))
END
