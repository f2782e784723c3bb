-- Which words the customer had before them; null where nobody told.
alter table consent add column wording varchar(100);
