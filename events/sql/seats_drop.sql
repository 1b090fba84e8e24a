DROP TRIGGER IF EXISTS events_registration_guard ON events_registration;
DROP TRIGGER IF EXISTS events_registration_count ON events_registration;
DROP TRIGGER IF EXISTS events_sessionseat_count ON events_sessionseat;
DROP FUNCTION IF EXISTS events_registration_guard();
DROP FUNCTION IF EXISTS events_registration_count();
DROP FUNCTION IF EXISTS events_sessionseat_count();
DROP FUNCTION IF EXISTS events_seats_held(text, integer);
