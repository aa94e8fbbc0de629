# loses collect-tests: "collect.sh"
mkdir -p archive
for file in reports/2024-[0-9][0-9]*.csv; do
    [ -f "$file" ] || continue
    case ${file##*/} in
        *draft*) continue ;;
    esac
    cp -- "$file" archive/
done
