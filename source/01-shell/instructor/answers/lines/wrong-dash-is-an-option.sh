# loses lines-tests: "odd names", "begins with a dash"
sed -n "${2},${3}p" "$1"
