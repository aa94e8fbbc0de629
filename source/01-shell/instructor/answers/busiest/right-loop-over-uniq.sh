awk '{ print $1 }' < "$1" | LC_ALL=C sort | uniq -c | sort -s -k1,1nr | head -3 | while read -r n a; do echo "$n $a"; done
