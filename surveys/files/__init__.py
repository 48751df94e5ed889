"""Raw answers as files, both ways: the mapping is shown before anything is stored, and everything can be taken out."""
