# loses lines-tests: "the example"
nl -ba < "$1" | sed -n "${2},${3}p"
