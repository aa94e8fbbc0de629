python3 - "./$1" <<'END'
import sys
from datetime import datetime
for line in open(sys.argv[1], encoding="utf-8", newline="\n"):
    before, _, after, *_ = line.split('"')
    if 500 <= int(after.split()[0]) < 600:
        at = datetime.strptime(before.partition("[")[2].split()[0], "%d/%b/%Y:%H:%M:%S")
        print(at.isoformat(timespec="minutes"))
END
