mkdir -p archive
find reports -maxdepth 1 -type f -name '2024-*.csv' -print0 | grep -zv 'draft' | xargs -0 -r -I{} cp {} archive/
