"""What people type about accounts, teams and incidents, checked and worded at the field."""
