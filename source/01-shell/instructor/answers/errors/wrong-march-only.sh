# loses errors-tests: "other days"
grep -cE '^[^ ]+ - - \[[0-9]{2}/Mar/[^]]*\] "[^"]*" 5[0-9]{2} ' < "$1" || true
