# loses busiest-tests: "addresses of other forms"
awk '{ split($1, part, ":"); print part[1] }' < "$1" | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
