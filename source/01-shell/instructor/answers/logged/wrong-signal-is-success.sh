# loses logged-tests in "the command's status, one run, and no other file": "killed by the signal PIPE", "expected 141"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
[ "$status" -gt 128 ] && exit 1
exit "$status"
