# loses lines-tests in "odd names and odd line ends": "no newline at the end of the file, lines before it"
sed -n "$2,${3}p" < "$1"; tail -c1 "./$1" | grep -q . && echo; exit 0
