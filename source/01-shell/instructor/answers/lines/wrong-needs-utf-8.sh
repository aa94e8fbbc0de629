# loses lines-tests in "odd names and odd line ends": "that aren't UTF-8"
python3 -c '
import sys
text = open(sys.argv[1], newline="\n", encoding="utf-8").read().split("\n")
if text[-1] == "": text.pop()
for line in text[int(sys.argv[2]) - 1 : int(sys.argv[3])]: sys.stdout.write(line + "\n")' "$1" "$2" "$3"
