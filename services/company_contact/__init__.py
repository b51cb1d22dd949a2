"""Company contact (KVS): one register of companies and one contact log for all units."""
