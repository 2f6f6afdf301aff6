"""Jobs, posts and schools, and what lies where: relations told by their two ends."""
