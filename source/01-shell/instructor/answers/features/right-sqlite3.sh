python3 - <<'END'
import glob, os, sqlite3
db = sqlite3.connect(":memory:")
db.execute("create table e (t, u, k, unique (t, u, k))")
db.execute("create table m (u, plan, country)")
for path in glob.glob("raw/*.log"):
    if os.path.isfile(path):
        for line in open(path):
            db.execute("insert or ignore into e values (?, ?, ?)", line.split())
rows = [line.rstrip("\n").split("\t") for line in open("users.tsv")][1:]
db.executemany("insert into m values (?, ?, ?)", rows)
with open("features.csv", "w") as out:
    print("user,events,plan,country", file=out)
    for row in db.execute("select e.u, count(*), coalesce(plan, ''), coalesce(country, '') from e left join m on e.u = m.u group by e.u order by e.u"):
        print(*row, sep=",", file=out)
END
