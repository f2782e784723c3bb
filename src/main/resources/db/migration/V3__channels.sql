-- A colleague has the task to call; the message is on its way without a lease until they have.
alter table message add column call_open boolean default false not null;
create index message_call_open on message (call_open, status);
