# loses redact-tests: "the example", "the wrong content"
find "$1" -type f -name '*.txt' -exec sed -i "\|$2|c\\
" {} +
