# loses errors-tests: "origins of all kinds"
sed 's/.*\] "//; s/^[^"]*" //' < "$1" | grep -c '^5[0-9][0-9] ' || true
