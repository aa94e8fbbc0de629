# loses logged-tests: "logs that hold something"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
cat out.log err.log > all.log
rm -f "$out" "$err"
exit "$status"
