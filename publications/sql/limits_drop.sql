DROP FUNCTION IF EXISTS publications_wants_no(bigint, bigint, text);
DROP FUNCTION IF EXISTS publications_written_to(bigint, bigint, integer);
DROP FUNCTION IF EXISTS publications_today();
