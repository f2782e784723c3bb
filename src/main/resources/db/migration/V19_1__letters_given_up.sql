-- A mail system that gave up on a letter, though the address may be fine.
alter table inbound add column bounce_over boolean;
