# loses logged-tests: "a command that reads standard input"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err" < /dev/null
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
exit "$status"
