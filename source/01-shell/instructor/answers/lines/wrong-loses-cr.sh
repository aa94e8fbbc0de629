# loses lines-tests: "CRLF line ends"
tr -d '\r' < "$1" | sed -n "${2},${3}p"
