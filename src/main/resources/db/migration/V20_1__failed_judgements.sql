-- Judgements of a held message that failed in a row; its attempts count what a provider was asked.
alter table message add column judge_failures int default 0 not null;
