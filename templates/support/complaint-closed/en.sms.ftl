${company.name}: your complaint ${ticket.number} is closed. Thank you for telling us. Should the trouble come back, answer this message.
