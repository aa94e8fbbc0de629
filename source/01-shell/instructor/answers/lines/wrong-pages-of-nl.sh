# loses lines-tests in "odd names and odd line ends": "lines with colons"
nl -ba < "$1" | sed -n "${2},${3}p" | cut -f2-
