"""The page that explains the estimate to those who read it, in words, pictures and worked examples."""
