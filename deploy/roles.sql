-- Roles and rights, once for each database server, as its superuser:
--   psql -v owner_password=... -v web_password=... -f deploy/roles.sql
-- alumni_office owns the tables and migrates; alumni_web reads and writes rows and can change no table.
-- The limits are those of the role, so that they hold behind a transaction pool as well.
\set ON_ERROR_STOP on
CREATE ROLE alumni_office LOGIN PASSWORD :'owner_password';
CREATE ROLE alumni_web LOGIN PASSWORD :'web_password';
-- Compiling a statement costs more than the short statements of this system.
ALTER ROLE alumni_office SET jit = off;
ALTER ROLE alumni_web SET jit = off;
ALTER ROLE alumni_office SET lock_timeout = '2s';
ALTER ROLE alumni_web SET statement_timeout = '30s';
ALTER ROLE alumni_web SET lock_timeout = '2s';
ALTER ROLE alumni_web SET idle_in_transaction_session_timeout = '60s';

-- The character type must be UTF-8, or the database sees no Chinese.
CREATE DATABASE alumni_office OWNER alumni_office TEMPLATE template0
    ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C.UTF-8';
\connect alumni_office
REVOKE ALL ON DATABASE alumni_office FROM PUBLIC;
GRANT CONNECT, TEMPORARY ON DATABASE alumni_office TO alumni_web;
ALTER SCHEMA public OWNER TO alumni_office;
REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO alumni_web;
SET ROLE alumni_office;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO alumni_web;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO alumni_web;
