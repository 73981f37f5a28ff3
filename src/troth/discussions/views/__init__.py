"""Talk over HTTP: lists, one topic, writing, what stands beside a post."""
