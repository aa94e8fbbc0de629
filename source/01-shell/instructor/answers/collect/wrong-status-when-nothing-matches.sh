# loses collect-tests: "nothing matches", "exit status 1"
mkdir -p archive
for file in reports/2024-*.csv; do
    [ -f "$file" ] || exit 1
    case ${file##*/} in
        *draft*) continue ;;
    esac
    cp -- "$file" archive/
done
