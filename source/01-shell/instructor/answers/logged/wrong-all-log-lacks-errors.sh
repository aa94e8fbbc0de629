# loses logged-tests: "new logs", "all.log"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
cat "$out" >> all.log
rm -f "$out" "$err"
exit "$status"
