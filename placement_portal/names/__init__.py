"""Names as people look for them: folded to plain letters, word by word, kept beside what bears them."""
