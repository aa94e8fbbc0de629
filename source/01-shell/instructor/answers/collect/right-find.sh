mkdir -p archive
find reports -maxdepth 1 -type f -name '2024-*.csv' ! -name '*draft*' -exec cp -t archive -- {} +
