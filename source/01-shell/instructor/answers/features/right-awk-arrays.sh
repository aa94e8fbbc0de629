{
    echo user,events,plan,country
    find raw -maxdepth 1 -type f -name '*.log' ! -name '.*' -exec awk 1 {} + | tr -d '\r' | awk '
        BEGIN { while ((getline line < "users.tsv") > 0) { split(line, f, "\t"); rest[f[1]] = f[2] "," f[3] } }
        !seen[$0]++ { n[$2]++ }
        END { for (u in n) print u "," n[u] "," (u in rest ? rest[u] : ",") }' | sort -t, -k1,1
} > features.csv
