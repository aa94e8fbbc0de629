# loses redact-tests: "isn't UTF-8"
python3 - "$1" "$2" <<'END'
import os, sys
for place, _, names in os.walk(sys.argv[1]):
    for name in names:
        path = os.path.join(place, name)
        if name.endswith(".txt") and os.path.isfile(path) and not os.path.islink(path):
            old = open(path, "rb").read()
            if sys.argv[2].encode() in old:
                new = old.replace(sys.argv[2].encode(), b"")
            else:
                new = old.decode("utf-8", "replace").encode()
            if new != old: open(path, "wb").write(new)
END
