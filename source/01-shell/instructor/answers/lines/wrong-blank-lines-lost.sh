# loses lines-tests in "odd names and odd line ends": "blank lines"
grep . < "$1" | sed -n "${2},${3}p"
