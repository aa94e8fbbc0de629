# loses logged-tests: "all.log should begin with what it held"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
cat "$out" "$err" > all.log
rm -f "$out" "$err"
exit "$status"
