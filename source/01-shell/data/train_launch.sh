#!/bin/bash
# Usage: train_launch.sh RUN DATA [ARG...]
# Prepares the data, then trains, and keeps the record of both.

run=$1
data=$2
shift 2

# 1. begin with an empty scratch folder
rm -rf $SCRATCH/$run
mkdir -p $SCRATCH/$run runs/$run

# 2. prepare; without data there is nothing to train on
./prepare $data | tee runs/$run/prepare.log || exit

# 3. train; this may take the whole night
./train $* > runs/$run/train.log 2>&1 &
wait $!
echo "$run finished" >> runs/history.log
echo "status $?" >> runs/history.log
