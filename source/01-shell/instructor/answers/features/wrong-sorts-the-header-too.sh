# loses features-tests: "user,events,plan,country"
logs=()
for log in raw/*.log; do
    [ -f "$log" ] && logs+=("$log")
done
{
    echo "user,events,plan,country"
    awk 1 /dev/null "${logs[@]}" | tr -d '\r' | sort -u | awk '
        FILENAME != "-" { split($0, meta, "\t"); plan[meta[1]] = meta[2]; country[meta[1]] = meta[3]; next }
        { n[$2]++ }
        END { for (u in n) print u "," n[u] "," plan[u] "," country[u] }' users.tsv - 
} | sort -t, -k1,1 > features.csv
