# loses collect-tests: "archive", "is missing"
for file in reports/2024-*.csv; do
    [ -f "$file" ] || continue
    case ${file##*/} in
        *draft*) continue ;;
    esac
    mkdir -p archive
    cp -- "$file" archive/
done
