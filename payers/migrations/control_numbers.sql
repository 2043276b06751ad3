-- The next control number of a connection: past every one that it used, and never behind the clock of ticks (see freeze_interchange).
-- The lock makes reading, comparing and setting one step; it ends with the call, so that nobody waits for a batch to be built.
CREATE FUNCTION payers_next_control_number(ticks bigint, connection bigint) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    number bigint;
BEGIN
    PERFORM pg_advisory_lock(hashtextextended('payers control numbers', 0));
    number := setval('payers_control_number', greatest(
        nextval('payers_control_number'), ticks, (SELECT max(isa13)::bigint + 1 FROM payers_interchange WHERE connection_id = connection)));
    PERFORM pg_advisory_unlock(hashtextextended('payers control numbers', 0));
    RETURN number;
END $$;
