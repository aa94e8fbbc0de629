# loses collect-tests: "should not be there"
mkdir -p archive
for file in reports/2024-*.csv; do
    [ -e "$file" ] || continue
    case ${file##*/} in
        *draft*) continue ;;
    esac
    cp -r -- "$file" archive/
done
