-- What is looked at again and again by monitoring, however many rows are long settled.
create index ticket_by_status on ticket (status, solution_due_at);

-- The clean-up goes through tables in the order in which they were written.
create index inbound_newest on inbound (seq);
create index survey_newest on survey (seq);

-- One node at a time cleans up, once a night. The lease is in the database's time.
create table clean_up (
  id           int primary key,
  night        date,
  finished_at  timestamp with time zone,
  owner        varchar(60),
  lease_until  timestamp with time zone
);
insert into clean_up (id) values (1);
