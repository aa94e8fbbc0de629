# loses redact-tests in "line ends and other bytes stay": "bytes that aren't UTF-8"
python3 - "$1" "$2" <<'END'
import os, sys
for place, _, names in os.walk(sys.argv[1]):
    for name in names:
        path = os.path.join(place, name)
        if name.endswith(".txt") and os.path.isfile(path) and not os.path.islink(path):
            old = open(path, newline="", encoding="utf-8", errors="replace").read()
            open(path, "w", newline="", encoding="utf-8").write(old.replace(sys.argv[2], ""))
END
