# loses logged-tests: "all.log should have got"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
sort "$out" "$err" >> all.log
rm -f "$out" "$err"
exit "$status"
