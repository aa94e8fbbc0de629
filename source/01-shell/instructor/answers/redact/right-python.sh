python3 - "$@" <<'END'
import os, sys
phrase = os.fsencode(sys.argv[2])
for place, _, names in os.walk(os.fsencode(sys.argv[1])):
    for name in names:
        path = os.path.join(place, name)
        if name.endswith(b".txt") and not os.path.islink(path):
            old = open(path, "rb").read()
            if phrase in old:
                with open(path, "wb") as stream:
                    stream.write(old.replace(phrase, b""))
END
