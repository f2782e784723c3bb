-- A reader may stop one kind of letter only; null where the cause alone says what may not go.
alter table suppression add column purpose varchar(20);
