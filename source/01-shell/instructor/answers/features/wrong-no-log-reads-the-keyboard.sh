# loses features-tests: "no log, and a text on standard input"
logs=()
for log in raw/*.log; do
    if [ -f "$log" ]; then logs+=("$log"); fi
done
{
    echo "user,events,plan,country"
    awk 1 "${logs[@]}" | tr -d '\r' | sort -u | awk '
        FILENAME != "-" { split($0, part, "\t"); plan[part[1]] = part[2]; country[part[1]] = part[3]; next }
        { n[$2]++ }
        END { for (u in n) print u "," n[u] "," plan[u] "," country[u] }' users.tsv - | LC_ALL=C sort -t, -k1,1
} > features.csv
