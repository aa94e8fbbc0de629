# loses errors-tests: "the example"
awk -F'"' '$3 ~ /^ [45][0-9][0-9] / { n++ } END { print n + 0 }' < "$1"
