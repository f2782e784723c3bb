-- The moment for which a message was meant: send_at moves with each attempt.
alter table message add column meant_at timestamp with time zone;
update message set meant_at = send_at where status in ('queued', 'sending');
