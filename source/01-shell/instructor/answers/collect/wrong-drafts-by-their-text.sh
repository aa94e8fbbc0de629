# loses collect-tests: "reports/2024-"
mkdir -p archive
for path in reports/2024-*.csv; do
    [ -f "$path" ] || continue
    case ${path##*/} in
        *draft*) continue ;;
    esac
    if grep -q draft "$path"; then continue; fi
    cp -- "$path" archive/
done
