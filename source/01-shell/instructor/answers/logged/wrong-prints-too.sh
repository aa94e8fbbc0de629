# loses logged-tests: "it should print nothing itself"
out=$(mktemp)
err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
tee -a out.log < "$out"
cat "$err" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
exit "$status"
