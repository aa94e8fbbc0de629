# loses features-tests: "other files, and an older features.csv"
{
    echo user,events,plan,country
    awk 1 raw/*.log 2> /dev/null | tr -d '\r' | sort -u | awk '
        FILENAME != "-" { split($0, part, "\t"); plan[part[1]] = part[2]; country[part[1]] = part[3]; next }
        { n[$2]++ }
        END { for (u in n) print u "," n[u] "," plan[u] "," country[u] }' users.tsv - | sort -t, -k1,1
} > features.csv
