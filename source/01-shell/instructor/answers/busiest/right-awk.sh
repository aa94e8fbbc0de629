awk '{ n[$1]++ } END { for (a in n) print n[a], a }' < "$1" | sort -t' ' -k1,1nr -k2,2 | sed 3q
