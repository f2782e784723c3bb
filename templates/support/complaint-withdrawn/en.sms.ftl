${company.name}: as you wished, we have closed your complaint ${ticket.number}. Was that a mistake? Just answer this message.
