# loses logged-tests: "a command that says nothing"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
[ -s "$err" ] && cat "$err" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
exit "$status"
