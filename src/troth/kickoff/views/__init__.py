"""What the kickoff and launch pages answer."""
