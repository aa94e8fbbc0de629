# loses logged-tests: "one line for each run"
"$@" >> out.log 2>> err.log
"$@" >> all.log 2>&1
