# loses minutes-tests: "the example"
awk -F'[][]' '
    {
        split($0, quoted, "\"")
        if (quoted[3] !~ /^ 5[0-9][0-9] /) next
        split($2, t, /[\/:]/)
        month = (index("JanFebMarAprMayJunJulAugSepOctNovDec", t[2]) + 2) / 3
        printf "%s:%s\n", t[4], t[5]
    }' < "$1"
