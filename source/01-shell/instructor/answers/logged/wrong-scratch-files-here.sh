# loses logged-tests in "the command's status, one run, and no other file": "lists the folder"
"$@" > .out.tmp 2> .err.tmp; s=$?
cat .out.tmp >> out.log; cat .err.tmp >> err.log; cat .out.tmp .err.tmp >> all.log; rm .out.tmp .err.tmp; exit $s
