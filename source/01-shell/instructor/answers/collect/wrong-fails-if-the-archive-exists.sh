# loses collect-tests: "exit status"
mkdir archive || exit
for file in reports/2024-*.csv; do
    [ -f "$file" ] || continue
    case ${file##*/} in
        *draft*) continue ;;
    esac
    cp -- "$file" archive/
done
