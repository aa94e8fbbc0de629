# loses logged-tests: "expected 3"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
[ "$status" = 0 ] || exit 1
