python3 - "$1" <<'END'
import sys
from collections import Counter
n = Counter(line.split(" ")[0] for line in open(sys.argv[1]) if line.strip())
for a, c in sorted(n.items(), key=lambda p: (-p[1], p[0]))[:3]:
    print(c, a)
END
