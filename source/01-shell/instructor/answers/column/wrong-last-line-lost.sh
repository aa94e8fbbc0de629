# loses column-tests in "line ends, empty values, odd names": "no newline at the end"
set -o pipefail
while IFS= read -r l; do printf '%s\n' "$l"; done < "$1" | python3 -c '

import csv, sys
sys.stdout.reconfigure(encoding="utf-8", newline="\n")
import io
with io.TextIOWrapper(sys.stdin.buffer, newline="", encoding="utf-8") as stream:
    rows = csv.DictReader(stream)
    if sys.argv[2] not in (rows.fieldnames or []):
        print("no such column", file=sys.stderr)
        sys.exit(2)
    for row in rows:
        print(row[sys.argv[2]].replace("\n", "\\n"))
' "$@"
