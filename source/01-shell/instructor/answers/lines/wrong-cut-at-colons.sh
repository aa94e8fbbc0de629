# loses lines-tests in "odd names and odd line ends": "lines with colons"
grep -an '' < "$1" | awk -F: -v n="$2" -v m="$3" '$1 >= n && $1 <= m' | cut -d: -f2
