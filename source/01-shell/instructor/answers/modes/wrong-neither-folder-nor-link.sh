# loses modes-tests: "sockets"
find project ! -type d ! -type l -name '*.sh' -exec chmod 755 {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
