# loses lines-tests: "shorter", "exit status 1"
[ "$(wc -l < "$1")" -ge "$3" ] || s=1
sed -n "${2},${3}p" < "$1"
exit "${s:-0}"
