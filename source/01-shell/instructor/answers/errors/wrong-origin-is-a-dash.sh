# loses errors-tests: "origins of all kinds"
grep -cE '" 5[0-9]{2} ([0-9]+|-) "-" "[^"]*"$' < "$1" || true
