"""`python -m placement_portal.cli`: the same commands, by this Python."""

from placement_portal.cli import main

main()
