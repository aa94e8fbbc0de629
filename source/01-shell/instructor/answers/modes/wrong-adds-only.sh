# loses modes-tests: "any mode before", "expected 755"
find project -type f -name '*.sh' -exec chmod +x {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod go= {} +
