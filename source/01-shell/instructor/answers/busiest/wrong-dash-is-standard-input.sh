# loses busiest-tests: "a dash"
cut -d' ' -f1 -- "$1" < /dev/null | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
