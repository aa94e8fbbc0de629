# loses column-tests in "line ends, empty values, odd names": "rows that look like comments"
python3 - "$@" <<'END'

import csv, sys
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
with open(sys.argv[1], newline="", encoding="utf-8") as stream:
    rows = csv.DictReader(l for l in stream if not l.startswith('#'))
    if sys.argv[2] not in (rows.fieldnames or []):
        print("no such column", file=sys.stderr)
        sys.exit(2)
    for row in rows:
        print(row[sys.argv[2]].replace("\n", "\\n"))

END
