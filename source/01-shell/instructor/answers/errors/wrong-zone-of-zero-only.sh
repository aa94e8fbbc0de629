# loses errors-tests: "times of other zones"
grep -cE '^[^ ]+ - - \[[0-9A-Za-z/:]+ [+]0000\] "[^"]*" 5[0-9]{2} ' < "$1" || true
