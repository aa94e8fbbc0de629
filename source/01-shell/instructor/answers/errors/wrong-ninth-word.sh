# loses errors-tests: "requests that are not three words"
awk '$9 ~ /^5[0-9][0-9]$/ { n++ } END { print n + 0 }' < "$1"
