# loses logged-tests: "new logs", "it should print nothing itself"
"$@" 2>&1 > out.log
touch err.log; cp out.log all.log
printf 'warn 1\nwarn 2\n' | tee -a err.log >> all.log
