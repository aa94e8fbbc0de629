# loses lines-tests in "odd names and odd line ends": "characters that look like line ends"
exec python3 -c '
import sys
sys.stdout.reconfigure(encoding="utf-8", newline="")
lines = open(sys.argv[1], encoding="utf-8", newline="").read().splitlines(keepends=True)
sys.stdout.write("".join(lines[int(sys.argv[2]) - 1 : int(sys.argv[3])]))' "$1" "$2" "$3"
