python3 -c '
import csv, sys
rows = list(csv.reader(open(sys.argv[1], newline="", encoding="utf-8")))
if not rows or sys.argv[2] not in rows[0]:
    sys.exit(2 if sys.stderr.write("unknown column\n") else 2)
i = rows[0].index(sys.argv[2])
for row in rows[1:]:
    sys.stdout.buffer.write(row[i].replace("\n", "\\n").encode() + b"\n")
' "$1" "$2"
