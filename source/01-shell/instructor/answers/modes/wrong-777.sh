# loses modes-tests: "mode 777, expected 755"
find project -type f -name '*.sh' -exec chmod 777 {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 {} +
