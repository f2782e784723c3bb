-- What asked and what was said, as they were when it was decided: diagrams and templates change.
alter table message add column process_version int;
alter table message add column step_name varchar(300);
alter table message add column template_version varchar(20);
-- A list of judgements, each with its answers, instead of the answers of the last one.
update message set decision = '[{"answers":' || decision || '}]' where decision like '[{"rule"%';
