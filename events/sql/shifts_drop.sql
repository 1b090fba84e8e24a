DROP TRIGGER IF EXISTS events_assignment_guard ON events_assignment;
DROP TRIGGER IF EXISTS events_assignment_count ON events_assignment;
DROP TRIGGER IF EXISTS events_shift_guard ON events_shift;
DROP TRIGGER IF EXISTS events_volunteer_guard ON events_volunteer;
DROP FUNCTION IF EXISTS events_assignment_guard();
DROP FUNCTION IF EXISTS events_assignment_count();
DROP FUNCTION IF EXISTS events_shift_guard();
DROP FUNCTION IF EXISTS events_volunteer_guard();
