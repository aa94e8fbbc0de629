# loses logged-tests: "new logs", "standard output: expected nothing"
"$@" 2>&1 > out.log
touch err.log; cp out.log all.log
printf 'warn 1\nwarn 2\n' | tee -a err.log >> all.log
