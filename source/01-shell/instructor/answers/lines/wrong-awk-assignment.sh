# loses lines-tests: "odd names and odd line ends"
awk -v a="$2" -v b="$3" 'NR >= a && NR <= b' "$1" < /dev/null
