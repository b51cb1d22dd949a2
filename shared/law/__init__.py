"""The law as data: dated rules, the Danish calendar, and deadlines that are facts in the log."""
