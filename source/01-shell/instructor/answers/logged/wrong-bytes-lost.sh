# loses logged-tests in "output of any kind, and standard input": "bytes that are no text"
err=$(mktemp)
o=$("$@" 2> "$err"; status=$?; printf .; exit "$status")
status=$?
printf '%s' "${o%.}" | tee -a all.log >> out.log
cat "$err" >> err.log
cat "$err" >> all.log
rm -f "$err"
exit "$status"
