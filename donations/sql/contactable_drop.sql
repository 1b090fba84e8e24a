DROP INDEX IF EXISTS donations_contacts;
DROP INDEX IF EXISTS donations_contactable;
