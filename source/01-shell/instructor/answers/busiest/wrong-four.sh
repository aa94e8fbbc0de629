# loses busiest-tests: "addresses"
cut -d' ' -f1 < "$1" | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 4 | awk '{ print $1, $2 }'
