# loses logged-tests in "output of any kind, and standard input": "200 000 bytes on stdout, before anything on stderr"
python3 -c '
import subprocess, sys
p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
code = p.wait()
out, err = p.stdout.read(), p.stderr.read()
for name, data in (("out.log", out), ("err.log", err), ("all.log", out + err)):
    with open(name, "ab") as log:
        log.write(data)
sys.exit(code if code >= 0 else 128 - code)
' "$@"
