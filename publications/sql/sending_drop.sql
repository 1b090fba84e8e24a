DROP TRIGGER IF EXISTS publications_delivery_tally ON publications_delivery;
DROP FUNCTION IF EXISTS publications_tally();
DROP FUNCTION IF EXISTS publications_step(uuid, bigint, text, text, interval, bigint, interval);
DROP FUNCTION IF EXISTS publications_step(uuid, bigint, text, text, interval, bigint, bigint, interval);
DROP FUNCTION IF EXISTS publications_allowed_since(bigint, text, text);
DROP FUNCTION IF EXISTS publications_allowed(bigint, text, text);
DROP FUNCTION IF EXISTS publications_mark(uuid, bigint, text, text, interval);
