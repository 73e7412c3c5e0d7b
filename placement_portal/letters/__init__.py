"""Letters of assurance: what a setting may rely on before a student comes, and whether it still holds."""
