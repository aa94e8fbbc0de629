# loses lines-tests: "a name that is a dash"
cat -- "$1" < /dev/null | sed -n "${2},${3}p"
