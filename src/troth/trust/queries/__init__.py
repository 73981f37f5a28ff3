"""What trust looks up: promises of shared rooms, and nothing else."""
