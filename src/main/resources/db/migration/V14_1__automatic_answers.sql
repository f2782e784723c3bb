-- Mails that open tickets are answered automatically, but never in a loop. Counted by the domain
-- that a mail came from; "muted" says by which limit a mail gets no automatic answer, else null.
alter table inbound add column sender_domain varchar(255);
alter table inbound add column muted varchar(20);
create index inbound_by_domain on inbound (sender_domain, received_at);
