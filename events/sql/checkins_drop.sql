DROP TRIGGER IF EXISTS events_checkin_guard ON events_checkin;
DROP TRIGGER IF EXISTS events_checklist_guard ON events_checklist;
DROP TRIGGER IF EXISTS events_checkin_count_in ON events_checkin;
DROP TRIGGER IF EXISTS events_checkin_count_out ON events_checkin;
DROP TRIGGER IF EXISTS events_checkin_count_on ON events_checkin;
DROP FUNCTION IF EXISTS events_checkin_guard();
DROP FUNCTION IF EXISTS events_checklist_guard();
DROP FUNCTION IF EXISTS events_checkin_count();
