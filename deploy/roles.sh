#!/bin/sh
# Run once by the postgres image, when the database is made.
set -e
psql -v ON_ERROR_STOP=1 -U postgres -v owner_password="$OWNER_PASSWORD" -v web_password="$WEB_PASSWORD" -f /office/roles.sql
