"""What things are: days, lines, tags, entries, habits, slots. Pure: no I/O and no clock."""
