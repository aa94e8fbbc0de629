# loses busiest-tests: "addresses of other forms"
cut -d' ' -f1 < "$1" | tr A-Z a-z | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
