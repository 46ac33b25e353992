"""What public pages show beside their own fields: the route, the people, the cohorts."""
