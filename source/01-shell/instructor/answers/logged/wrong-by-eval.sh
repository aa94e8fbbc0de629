# loses logged-tests: "odd arguments"
out=$(mktemp)
err=$(mktemp)
eval "$*" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
exit "$status"
