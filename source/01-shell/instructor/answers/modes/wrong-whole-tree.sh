# loses modes-tests: "symbolic links to files outside"
find . -type f -name '*.sh' -exec chmod 755 {} +
find . -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
