# loses lines-tests in "odd names and odd line ends": "a folder that may only be read"
head -n "$3" < "$1" > .head.tmp
tail -n "+$2" < .head.tmp
rm -f .head.tmp
