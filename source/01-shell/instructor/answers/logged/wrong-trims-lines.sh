# loses logged-tests: "output with blanks"
out=$(mktemp); err=$(mktemp)
"$@" > "$out" 2> "$err"
status=$?
while read -r line || [ -n "$line" ]; do echo "$line" >> out.log; echo "$line" >> all.log; done < "$out"
while read -r line || [ -n "$line" ]; do echo "$line" >> err.log; echo "$line" >> all.log; done < "$err"
touch out.log err.log all.log
rm -f "$out" "$err"
exit "$status"
