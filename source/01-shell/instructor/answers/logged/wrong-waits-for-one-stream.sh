# loses logged-tests: "on a slow machine"
"$@" 2> >(tee -a err.log >> all.log) | tee -a out.log >> all.log
exit "${PIPESTATUS[0]}"
