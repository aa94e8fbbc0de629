# loses busiest-tests: "the example"
grep '\[12/Mar/2025:' < "$1" | cut -d' ' -f1 | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1, $2 }'
