# loses modes-tests: "every mode before"
find project -type f -name '*.sh' -exec chmod 755 -- {} +
find project -type f \( -name '*.key' -o -name '*.pem' \) -exec chmod 600 -- {} +
find project -type f -name '*.sh' -exec sed -i 's/\r$//' {} +
