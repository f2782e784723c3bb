-- For tens of thousands of customers. Each was missed by a query that was measured.

-- Deliverers take the longest due of a channel: in order, without sorting all that are due.
create index message_claim on message (channel, status, send_at, seq);
-- A step that is left by another way looks for its message.
create index message_by_step on message (activity_instance_id);
-- Lists of everything begin with the newest, and everything is counted.
create index message_newest on message (seq);
create index customer_newest on customer (seq);
create index ticket_newest on ticket (seq);
-- What the customer said about a ticket.
create index inbound_by_ticket on inbound (ticket, seq);
