"""The one room that speaks SQL: the journal, which is the truth, and the projection that queries read."""
