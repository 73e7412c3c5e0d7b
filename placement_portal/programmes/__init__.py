"""What a course asks for: programmes, versions, cohorts, stages, categories, rule sets and programme roles."""
