-- The moment for which a message was meant that came too late, while a person is asked about it.
alter table message add column late_since timestamp with time zone;
