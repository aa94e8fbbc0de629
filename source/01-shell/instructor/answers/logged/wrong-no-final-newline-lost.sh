# loses logged-tests: "output with blanks"
out=$(mktemp)
err=$(mktemp)
o=$("$@" 2> "$err")
status=$?
printf '%s\n' "$o" > "$out"
cat "$out" >> out.log
cat "$err" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
exit "$status"
