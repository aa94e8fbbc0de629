# loses logged-tests: "new logs"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
cat "$err" >> out.log
cat "$out" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
exit "$status"
