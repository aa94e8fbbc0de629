# loses logged-tests in "the command's status, one run, and no other file": "files of the user's own"
out=out.tmp
err=err.tmp
"$@" > "$out" 2> "$err"
status=$?
cat "$out" >> out.log
cat "$err" >> err.log
cat "$out" "$err" >> all.log
rm -f "$out" "$err"
exit "$status"
