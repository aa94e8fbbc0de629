. ./settings.sh
MODEL=$MODEL BATCH_SIZE=$BATCH_SIZE PATH=$PWD/tools:$PATH evaluate --strict "$@"
