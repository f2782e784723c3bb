-- Who of the staff changed the words of a message while it waited; null for what nobody changed.
alter table message add column changed_by varchar(100);
