DROP VIEW donations_pledged;
