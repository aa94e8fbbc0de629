# loses column-tests in "line ends, empty values, odd names": "a name that ends with a newline"
FILE=$(printf '%s' "$1")
python3 - "$FILE" "$2" <<'END'
import csv, io, sqlite3, sys
data = open(sys.argv[1], "rb").read().decode()
header, *rows = list(csv.reader(io.StringIO(data, newline=""))) or [[]]
if sys.argv[2] not in header:
    sys.stderr.write("column not found\n"); raise SystemExit(2)
db = sqlite3.connect(":memory:")
db.execute("create table t (v)")
db.executemany("insert into t values (?)", [(row[header.index(sys.argv[2])],) for row in rows])
for (v,) in db.execute("select replace(v, char(10), '\\n') from t order by rowid"):
    sys.stdout.buffer.write(v.encode() + b"\n")
END
