"""The citizen's own file (GDPR art. 15): everything the house holds about one citizen."""
