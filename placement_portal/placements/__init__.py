"""Who is where, when, with whom and in what state: placements, assignments, clients and groups, timetables."""
