python3 - "${1-}" <<'END'
import os, sys, time
if not os.path.isdir(sys.argv[1]):
    sys.exit("no folder")
for place, _, names in os.walk(sys.argv[1]):
    for name in names:
        path = os.path.join(place, name)
        if name.endswith(".tmp") and not os.path.islink(path) and os.lstat(path).st_mtime < time.time() - 8 * 86400:
            os.remove(path)
END
