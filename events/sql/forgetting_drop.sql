DROP FUNCTION events_forget_typed(integer);
