DROP INDEX IF EXISTS alumni_consent_16, alumni_contactpoint_16, alumni_alumnus_16;
DROP STATISTICS IF EXISTS alumni_consent_of_16, alumni_contactpoint_of_16, alumni_alumnus_of_16;
