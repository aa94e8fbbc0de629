# loses lines-tests: "odd names", "spaces"
cat $1 | sed -n "${2},${3}p"
