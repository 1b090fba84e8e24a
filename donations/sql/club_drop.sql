DROP TRIGGER IF EXISTS donations_step_taken ON donations_opportunitystep;
DROP TRIGGER IF EXISTS donations_opportunity_guard ON donations_opportunity;
DROP TRIGGER IF EXISTS donations_club_vote_guard ON donations_clubvote;
DROP TRIGGER IF EXISTS donations_club_guard ON donations_clubmembership;
DROP FUNCTION IF EXISTS donations_step_taken();
DROP FUNCTION IF EXISTS donations_opportunity_guard();
DROP FUNCTION IF EXISTS donations_club_vote_guard();
DROP FUNCTION IF EXISTS donations_club_guard();
