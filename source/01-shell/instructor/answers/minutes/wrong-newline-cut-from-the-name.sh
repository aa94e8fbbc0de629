# loses minutes-tests: "a name that ends with a newline"
FILE=$(printf '%s' "$1")
months=JanFebMarAprMayJunJulAugSepOctNovDec
while IFS= read -r line; do
    time=${line#*[}
    case ${time#*\"*\" } in
        5[0-9][0-9]\ *) ;;
        *) continue ;;
    esac
    before=${months%%"${time:3:3}"*}
    printf '%s-%02d-%sT%s\n' "${time:7:4}" "$((${#before} / 3 + 1))" "${time:0:2}" "${time:12:5}"
done < "$FILE"
