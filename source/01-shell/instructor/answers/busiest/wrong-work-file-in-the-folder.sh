# loses busiest-tests: "a folder that may only be read"
cut -d' ' -f1 < "$1" | sort | uniq -c > counts.tmp
sort -k1,1nr -k2,2 counts.tmp | head -n 3 | awk '{ print $1, $2 }'
rm counts.tmp
