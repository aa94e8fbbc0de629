# loses modes-tests: "symbolic links to files outside"
find project -type f -name '*.sh' -exec chmod 755 {} +
find project ! -type d \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
