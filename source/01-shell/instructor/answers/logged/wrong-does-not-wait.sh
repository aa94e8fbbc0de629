# loses logged-tests: "as soon as it ends"
: >> out.log; : >> err.log; : >> all.log
"$@" > >(tee -a out.log >> all.log) 2> >(tee -a err.log >> all.log)
