# loses busiest-tests: "the example", "10.9.9.9"
grep -oE '[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+' < "$1" | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
