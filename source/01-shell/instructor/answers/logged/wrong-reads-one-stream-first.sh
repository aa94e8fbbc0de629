# loses logged-tests in "output of any kind, and standard input": "200 000 bytes on stderr, before anything on stdout"
python3 -c '
import subprocess, sys
p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
out = p.stdout.read()
err = p.stderr.read()
code = p.wait()
for name, data in (("out.log", out), ("err.log", err), ("all.log", out + err)):
    with open(name, "ab") as log:
        log.write(data)
sys.exit(code if code >= 0 else 128 - code)
' "$@"
