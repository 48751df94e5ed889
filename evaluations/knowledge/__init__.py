"""Learning (level 2): what participants know before a training and after it."""
