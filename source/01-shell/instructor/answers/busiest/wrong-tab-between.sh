# loses busiest-tests: "the example"
cut -d' ' -f1 < "$1" | sort | uniq -c | sort -k1,1nr -k2,2 | head -n 3 | awk '{ print $1 "\t" $2 }'
