weigh --all
