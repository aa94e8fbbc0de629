# loses logged-tests: "the command should run once"
"$@" >> out.log 2>> err.log
"$@" >> all.log 2>&1
