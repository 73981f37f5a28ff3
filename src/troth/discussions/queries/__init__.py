"""Looking at talk: topics, a stretch of posts, open questions, how far somebody has read."""
