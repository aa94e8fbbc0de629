# loses features-tests: "CRLF line ends"
files=(); for f in raw/*.log; do [ -f "$f" ] && files+=("$f"); done
{
    echo "user,events,plan,country"
    awk 1 /dev/null "${files[@]}" | sort -u | awk '
        FILENAME != "-" { split($0, m, "\t"); r[m[1]] = m[2] "," m[3]; next }
        { n[$2]++ } END { for (u in n) print u "," n[u] "," (u in r ? r[u] : ",") }' users.tsv - | sort -t, -k1,1
} > features.csv
