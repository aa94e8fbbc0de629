# loses busiest-tests: "addresses of other forms"
grep -oE '^[0-9]+(\.[0-9]+){3}' < "$1" | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
