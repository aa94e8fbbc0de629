# loses logged-tests: "output with bytes that are no text"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
cat -- "$out" >> out.log
tr -d '\r' < "$err" >> err.log
cat -- "$out" "$err" >> all.log
rm -- "$out" "$err"
exit "$status"
