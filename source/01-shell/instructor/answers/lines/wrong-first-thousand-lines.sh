# loses lines-tests: "past the thousandth"
head -n 1000 < "$1" | sed -n "${2},${3}p"
