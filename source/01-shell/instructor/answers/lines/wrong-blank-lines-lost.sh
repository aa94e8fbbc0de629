# loses lines-tests: "blank lines"
grep . < "$1" | sed -n "${2},${3}p"
