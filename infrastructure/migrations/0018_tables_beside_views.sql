-- Views have tables of counts beside their rows from here on. `migrate` rebuilds the views of a store that has none yet;
-- this file is there so that nobody serves such a store before that.
SELECT 1;
