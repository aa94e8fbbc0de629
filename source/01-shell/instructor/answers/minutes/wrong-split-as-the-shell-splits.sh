# loses minutes-tests: "the status alone decides"
python3 - "$1" <<'PY'
import shlex, sys
from datetime import datetime
for line in open(sys.argv[1]):
    parts = shlex.split(line)
    if parts[6].startswith("5"):
        print(datetime.strptime(parts[3][1:], "%d/%b/%Y:%H:%M:%S").strftime("%Y-%m-%dT%H:%M"))
PY
