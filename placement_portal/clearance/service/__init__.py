"""What can be done with checks: verbs that are told who acts, change, and write the ledger; they never commit."""
