# loses modes-tests: "standard output"
find project -type f -name '*.sh' -exec chmod -v 755 {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod -v 600 {} +
