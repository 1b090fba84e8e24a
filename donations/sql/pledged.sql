-- Pledges of people: the search asks it of one person, or of all pledges in a state.
CREATE OR REPLACE VIEW donations_pledged AS
SELECT h.alumnus_id, p.id AS pledged_id, p.state, p.college_id, f.college_id AS fund_college_id
FROM donations_donor h
JOIN donations_donor d ON COALESCE(d.merged_into_id, d.id) = h.id
JOIN donations_pledge p ON p.donor_id = d.id
JOIN donations_fund f ON f.id = p.fund_id
WHERE h.alumnus_id IS NOT NULL;
